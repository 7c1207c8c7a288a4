// SPDX-License-Identifier: Apache-2.0
export * from './collect-run.ts'
export * from './day-end-scores.ts'
export * from './score-run-labels.ts'
