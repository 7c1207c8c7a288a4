// SPDX-License-Identifier: Apache-2.0
export * from './associate.ts'
export * from './brute-force.ts'
export * from './place-index.ts'
export * from './space-time-points.ts'
export * from './sphere.ts'
export * from './strip.ts'
