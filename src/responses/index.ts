// SPDX-License-Identifier: Apache-2.0
export * from './clock.ts'
export * from './decide-response.ts'
export * from './deadlines.ts'
export * from './notifications/notification.ts'
export * from './patterns.ts'
export * from './response-event.ts'
export * from './response-lifecycle.ts'
export * from './response.ts'
