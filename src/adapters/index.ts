// SPDX-License-Identifier: Apache-2.0
export * from './border-reference.ts'
export * from './compare-folders.ts'
export * from './evidence.ts'
export * from './frontline-folder.ts'
export * from './input-files.ts'
export * from './output-files.ts'
export * from './staged-folder.ts'
export * from './static-server.ts'
