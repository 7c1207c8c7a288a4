// SPDX-License-Identifier: Apache-2.0
export * from './incident-history.ts'
export * from './transitions.ts'
