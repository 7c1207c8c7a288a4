// SPDX-License-Identifier: Apache-2.0
export * from './facts.ts'
export * from './lines/index.ts'
export * from './vocabulary.ts'
