// SPDX-License-Identifier: Apache-2.0
export * from './attribution-event.ts'
export * from './attribution-lifecycle.ts'
export * from './attribution.ts'
export * from './panel.ts'
