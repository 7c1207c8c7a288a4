// SPDX-License-Identifier: Apache-2.0
export const MATERIALS_PATH = '/api/v1/human-sources'

export const USES = ['verify', 'share-with-commission', 'publish-derived'] as const

/** As GET /api/v1/human-sources answers: nothing of who told it, and no time. */
export interface Material {
  readonly id: string
  readonly kind: 'words' | 'picture' | 'contact'
  readonly consent: Readonly<Record<(typeof USES)[number], boolean>>
  readonly state: 'held' | 'destroyed'
}
