// SPDX-License-Identifier: Apache-2.0
export * from './associate.ts'
export * from './brute-force.ts'
export * from './space-time-points.ts'
