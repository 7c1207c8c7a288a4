// SPDX-License-Identifier: Apache-2.0
export * from './bytes.ts'
export * from './evidence-error.ts'
export * from './journal/index.ts'
export * from './layout.ts'
export * from './log/index.ts'
export * from './merkle/index.ts'
export * from './ports.ts'
export * from './record.ts'
