// SPDX-License-Identifier: Apache-2.0
export * from './baselines/index.ts'
export * from './ranking/index.ts'
export * from './resampling.ts'
export * from './run/index.ts'
export * from './score-labels.ts'
export * from './score-truth.ts'
export * from './truth/index.ts'
