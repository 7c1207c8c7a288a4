// SPDX-License-Identifier: Apache-2.0
export * from './proceeding.ts'
export * from './registry.ts'
