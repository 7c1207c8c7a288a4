// SPDX-License-Identifier: Apache-2.0
export * from './border-reference.ts'
export * from './derive-line.ts'
export { createAreaTest, type Polygon } from './held-area.ts'
export * from './line-index.ts'
export * from './resolved-line.ts'
