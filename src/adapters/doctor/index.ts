// SPDX-License-Identifier: Apache-2.0
export * from './examination.ts'
export * from './examine-mission.ts'
