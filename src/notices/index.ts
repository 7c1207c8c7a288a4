// SPDX-License-Identifier: Apache-2.0
export * from './delivery.ts'
export * from './notice.ts'
