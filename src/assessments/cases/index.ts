// SPDX-License-Identifier: Apache-2.0
export * from './case-event.ts'
export * from './case-lifecycle.ts'
export * from './case.ts'
export * from './decide-case.ts'
export * from './outcome.ts'
