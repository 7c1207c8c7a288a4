// SPDX-License-Identifier: Apache-2.0
export type { IntakePorts } from './deliver.ts'
export * from './poll-firms.ts'
export * from './repeat.ts'
export * from './watch-inbox.ts'
