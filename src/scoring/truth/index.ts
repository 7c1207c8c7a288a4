// SPDX-License-Identifier: Apache-2.0
export * from './adjusted-rand.ts'
export * from './calibration.ts'
export * from './correspondence.ts'
export * from './ellipse-coverage.ts'
export * from './found-run.ts'
export * from './one-to-one.ts'
export * from './parse-truth.ts'
export * from './reliability-diagram.ts'
