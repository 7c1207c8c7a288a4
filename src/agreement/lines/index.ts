// SPDX-License-Identifier: Apache-2.0
export * from './line-index.ts'
export * from './resolved-line.ts'
