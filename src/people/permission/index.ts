// SPDX-License-Identifier: Apache-2.0
export * from './actions.ts'
export * from './permissions.ts'
export * from './roles.ts'
