// SPDX-License-Identifier: Apache-2.0
export * from './document.ts'
export * from './location-error.ts'
export * from './observation-table.ts'
export * from './observation.ts'
