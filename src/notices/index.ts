// SPDX-License-Identifier: Apache-2.0
export * from './delivery.ts'
export * from './hand-over-note.ts'
export * from './happenings.ts'
export * from './notice.ts'
export * from './notice-record.ts'
