// SPDX-License-Identifier: Apache-2.0
export * from './comparisons.ts'
export * from './labels.ts'
export * from './parse-labels.ts'
export * from './parse-places.ts'
export * from './lift.ts'
export * from './population.ts'
export * from './ranking-skill.ts'
export * from './units.ts'
