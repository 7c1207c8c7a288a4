// SPDX-License-Identifier: Apache-2.0
export * from './area-of-interest.ts'
export * from './expected-interval.ts'
export * from './receive.ts'
export * from './registry.ts'
export * from './source.ts'
