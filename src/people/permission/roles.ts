// SPDX-License-Identifier: Apache-2.0
import type { CompartmentKind } from '../compartment.ts'

/** What a person does in the mission; one person may hold several. */
export const ROLES = [
  'analyst',
  'verifier',
  'releaser',
  'commissioner',
  'liaison',
  'planner',
  'coalition-cell',
  'source-handler',
  'administrator',
  'auditor',
  'reader',
] as const
export type Role = (typeof ROLES)[number]

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text)

const EVERYWHERE: readonly CompartmentKind[] = ['mechanism', 'commission', 'coalition', 'party']

/** In which compartments a role has a meaning; every party's compartment has the same ones. */
export const COMPARTMENTS_OF_ROLE = {
  analyst: ['mechanism'],
  verifier: ['mechanism'],
  releaser: ['mechanism', 'commission'],
  commissioner: ['commission'],
  liaison: ['party'],
  planner: ['mechanism'],
  'coalition-cell': ['coalition'],
  'source-handler': ['mechanism'],
  administrator: EVERYWHERE,
  auditor: EVERYWHERE,
  reader: EVERYWHERE,
} as const satisfies Record<Role, readonly CompartmentKind[]>
