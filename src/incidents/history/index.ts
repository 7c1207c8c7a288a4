// SPDX-License-Identifier: Apache-2.0
export * from './incident-history.ts'
export * from './life-of-incident.ts'
export * from './past-document.ts'
export * from './transitions.ts'
