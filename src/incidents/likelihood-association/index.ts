// SPDX-License-Identifier: Apache-2.0
export * from './associate-by-likelihood.ts'
export * from './by-definition.ts'
export * from './late-arrivals.ts'
export * from './parameters.ts'
export { findTellers, isStory, storyKeys, whereAndWhenOf } from './points-of-table.ts'
export { WIDTH, writePoint, type UncertainPoints, type WhereAndWhen } from './uncertain-points.ts'
