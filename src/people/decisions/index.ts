// SPDX-License-Identifier: Apache-2.0
export * from './administer.ts'
export * from './bind-identity.ts'
export * from './enrol.ts'
