// SPDX-License-Identifier: Apache-2.0
export * from './check-mission.ts'
export * from './restore-backup.ts'
export { openTables } from './restored-tables.ts'
export * from './table-source.ts'
export * from './tar.ts'
export * from './write-backup.ts'
