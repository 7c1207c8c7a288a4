// SPDX-License-Identifier: Apache-2.0
export * from './handover.ts'
export * from './share-text.ts'
