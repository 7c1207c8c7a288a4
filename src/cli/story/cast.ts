// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'

/** A part in the story: nobody real, a different nation in each chair of the Commission. */
export interface Part {
  readonly login: string
  readonly nation: string
  readonly compartment: string
  readonly role: string
}

/** Three persons of the Mechanism, three of the Commission, a liaison of each party. */
export const castOf = ({ parties }: Agreement): readonly Part[] => [
  { login: 'exercise-analyst', nation: 'NL', compartment: 'mechanism', role: 'analyst' },
  { login: 'exercise-verifier', nation: 'SE', compartment: 'mechanism', role: 'verifier' },
  { login: 'exercise-releaser', nation: 'TR', compartment: 'mechanism', role: 'releaser' },
  { login: 'exercise-commissioner-1', nation: 'FR', compartment: 'commission', role: 'commissioner' },
  { login: 'exercise-commissioner-2', nation: 'CH', compartment: 'commission', role: 'commissioner' },
  { login: 'exercise-commissioner-3', nation: 'GB', compartment: 'commission', role: 'commissioner' },
  ...parties.map(({ id }) => ({
    login: `exercise-liaison-${id}`,
    nation: 'XX',
    compartment: `party:${id}`,
    role: 'liaison',
  })),
]
