// SPDX-License-Identifier: Apache-2.0
export * from './key-statements.ts'
export * from './keyring-file.ts'
export * from './keyring.ts'
