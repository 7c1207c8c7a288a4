// SPDX-License-Identifier: Apache-2.0
export * from './list-content.ts'
export * from './list-plan.ts'
