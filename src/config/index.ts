// SPDX-License-Identifier: Apache-2.0
export * from './config.ts'
export * from './debugging.ts'
export * from './firms-settings.ts'
export * from './gazetteer.ts'
export * from './notice-settings.ts'
export * from './identity-provider-settings.ts'
