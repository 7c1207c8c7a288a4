// SPDX-License-Identifier: Apache-2.0
export * from './follow-notices.ts'
export * from './notice-error.ts'
export * from './notice-store.ts'
export * from './send-mail.ts'
export * from './send-webhook.ts'
