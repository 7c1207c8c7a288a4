// SPDX-License-Identifier: Apache-2.0
export * from './account.ts'
export * from './failures.ts'
export * from './lockout.ts'
export * from './person-event.ts'
export * from './person-record.ts'
export * from './transitions.ts'
