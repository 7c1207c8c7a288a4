// SPDX-License-Identifier: Apache-2.0
export * from './canonical-json.ts'
export * from './digest.ts'
export * from './geodesic.ts'
export * from './geometry.ts'
export * from './instant.ts'
export * from './likelihood.ts'
export * from './position.ts'
export * from './result.ts'
