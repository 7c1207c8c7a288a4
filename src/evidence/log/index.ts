// SPDX-License-Identifier: Apache-2.0
export * from './checkpoint.ts'
export * from './entry-bundle.ts'
export * from './growing-tiles.ts'
export * from './note.ts'
export * from './tile-hashes.ts'
export * from './tile-path.ts'
export * from './tile-writer.ts'
export * from './verifier-key.ts'
