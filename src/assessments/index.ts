// SPDX-License-Identifier: Apache-2.0
export * from './assess.ts'
export * from './attributions/index.ts'
export * from './cases/index.ts'
export * from './harm/harm.ts'
export * from './compare-agreements.ts'
export * from './possible-violation-document.ts'
export * from './possible-violation.ts'
export { kindsOfMeans, standingOf } from './standing.ts'
