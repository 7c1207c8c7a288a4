// SPDX-License-Identifier: Apache-2.0
export * from './counting-document.ts'
export { createCountingTally, type CountingTally } from './counting-tally.ts'
export * from './early-warning-document.ts'
export * from './undetected-document.ts'
