// SPDX-License-Identifier: Apache-2.0
export * from './association/index.ts'
export * from './engine.ts'
export * from './first-engine/index.ts'
export * from './fused-engine/index.ts'
export * from './incident-document.ts'
export * from './incident.ts'
export * from './likelihood-association/index.ts'
export * from './thermal-evidence/index.ts'
