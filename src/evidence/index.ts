// SPDX-License-Identifier: Apache-2.0
export * from './ports.ts'
export * from './record.ts'
