// SPDX-License-Identifier: Apache-2.0
export * from './fused-engine.ts'
export { incidentOf, type IncidentScene } from './incident-of.ts'
export { findNothingTold, type NothingTold } from './tells-nothing.ts'
