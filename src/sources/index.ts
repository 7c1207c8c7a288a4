// SPDX-License-Identifier: Apache-2.0
export * from './registry.ts'
export * from './source.ts'
