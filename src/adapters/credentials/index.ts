// SPDX-License-Identifier: Apache-2.0
export * from './credential-safe.ts'
export * from './one-time-codes.ts'
export * from './passkeys.ts'
export * from './passwords.ts'
export * from './sealed-secrets.ts'
