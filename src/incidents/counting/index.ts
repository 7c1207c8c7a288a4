// SPDX-License-Identifier: Apache-2.0
export * from './effects-told.ts'
export * from './escalation-alarm.ts'
export * from './false-discoveries.ts'
export * from './quiet.ts'
export * from './repeatable-chance.ts'
export * from './sector-watch.ts'
