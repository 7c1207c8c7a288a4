// SPDX-License-Identifier: Apache-2.0
export * from './lists-as-of.ts'
export * from './publish-lists.ts'
