// SPDX-License-Identifier: Apache-2.0
export * from './control-socket.ts'
export * from './mission-folder.ts'
export * from './mission-keys.ts'
export * from './open-mission.ts'
export * from './tables-address.ts'
export * from './writable-folder.ts'
