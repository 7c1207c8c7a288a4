// SPDX-License-Identifier: Apache-2.0
import { PUBLIC_AUDIENCE } from '#releasability'

/**
 * Who may read what a public feed says: everybody, and the compartments by name so that a narrower rule can be cut from
 * it later. `parties` stands for each party alike; a feed that one party submits gets its audiences from its mapping.
 */
export const PUBLIC_FEED = {
  audiences: ['coalition', 'commission', 'mechanism', 'parties', PUBLIC_AUDIENCE],
} as const
