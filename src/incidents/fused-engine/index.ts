// SPDX-License-Identifier: Apache-2.0
export { createFusedEngine, doubtOf, type FusedOptions } from './fused-engine.ts'
export { EVIDENCE_MODELS, PRIOR_NAMES, type EvidenceModels, type PriorName } from './evidence-models.ts'
export { RECALIBRATION, type Recalibration } from './recalibration.ts'
export { incidentOf, type IncidentScene } from './incident-of.ts'
export { findNothingTold, type NothingTold } from './tells-nothing.ts'
