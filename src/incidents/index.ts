// SPDX-License-Identifier: Apache-2.0
export * from './association/index.ts'
export * from './incident.ts'
