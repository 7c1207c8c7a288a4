// SPDX-License-Identifier: Apache-2.0
export * from './evidence-keys.ts'
export * from './folder-bundle.ts'
export * from './folder-journal.ts'
export * from './folder-originals.ts'
export * from './folder-spool.ts'
export * from './node-cryptography.ts'
export * from './signing-keys.ts'
