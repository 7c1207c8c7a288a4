// SPDX-License-Identifier: Apache-2.0
export * from './agreement-lines.ts'
export * from './compile/index.ts'
export * from './document/index.ts'
export * from './facts.ts'
export * from './lines/index.ts'
export * from './reason-codes.ts'
export * from './terms-vocabulary.ts'
export * from './vocabulary.ts'
