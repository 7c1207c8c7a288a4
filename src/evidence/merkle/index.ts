// SPDX-License-Identifier: Apache-2.0
export * from './frontier.ts'
export * from './hashing.ts'
export * from './prove.ts'
export * from './verify-proof.ts'
