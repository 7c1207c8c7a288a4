// SPDX-License-Identifier: Apache-2.0
export * from './keyring-file.ts'
export * from './keyring.ts'
