// SPDX-License-Identifier: Apache-2.0
export { compileAgreement, type CompiledAgreement } from './compile-agreement.ts'
export type { Force } from './force.ts'
export { HYPOTHESES_OF_ACT, probabilityOfAct } from './hypotheses-of-acts.ts'
export type { ZoneDrawing, ZoneEdge } from './zone-drawings.ts'
