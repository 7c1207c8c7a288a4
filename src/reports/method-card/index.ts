// SPDX-License-Identifier: Apache-2.0
export * from './method-card.ts'
export * from './shipped-cards.ts'
