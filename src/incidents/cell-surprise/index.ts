// SPDX-License-Identifier: Apache-2.0
export * from './surprise-reasons.ts'
