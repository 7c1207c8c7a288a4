// SPDX-License-Identifier: Apache-2.0
export * from './cell-frame.ts'
export * from './cell-heat.ts'
export * from './cell-surprise.ts'
export * from './false-discovery-control.ts'
export * from './fit-cell-model.ts'
export * from './heat-days.ts'
export * from './predictive.ts'
