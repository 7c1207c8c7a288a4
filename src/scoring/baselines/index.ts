// SPDX-License-Identifier: Apache-2.0
export * from './additive-points.ts'
export * from './cell-background.ts'
export * from './cell-count-excess.ts'
export * from './st-dbscan.ts'
