// SPDX-License-Identifier: Apache-2.0
export * from './first-engine.ts'
export * from './parameters.ts'
