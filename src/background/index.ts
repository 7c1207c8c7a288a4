// SPDX-License-Identifier: Apache-2.0
export * from './background.ts'
export * from './bin-grid.ts'
export * from './build.ts'
export * from './document.ts'
export * from './fire-calendar.ts'
export * from './history-codec.ts'
export * from './settlements.ts'
export * from './works.ts'
