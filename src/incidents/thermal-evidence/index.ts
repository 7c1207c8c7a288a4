// SPDX-License-Identifier: Apache-2.0
export * from './surroundings.ts'
export * from './terms.ts'
export * from './thermal-evidence.ts'
export * from './weights.ts'
