// SPDX-License-Identifier: Apache-2.0
export { ENTRY_MS } from './entries.ts'
export * from './identity-provider.ts'
