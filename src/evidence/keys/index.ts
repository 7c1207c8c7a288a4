// SPDX-License-Identifier: Apache-2.0
export * from './history.ts'
export * from './statement.ts'
