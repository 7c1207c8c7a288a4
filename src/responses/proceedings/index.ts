// SPDX-License-Identifier: Apache-2.0
export * from './carry-out.ts'
export * from './outgoing.ts'
export * from './proceeding-queries.ts'
export * from './proceeding.ts'
export * from './registry.ts'
