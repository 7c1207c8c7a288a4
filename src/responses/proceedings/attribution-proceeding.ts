// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_PROCEDURE } from '#agreement'
import {
  applyToAttribution,
  ATTRIBUTION_LIFECYCLE,
  attributionEventSchema,
  decideAttribution,
  type Attribution,
  type AttributionEvent,
} from '#assessments'

import type { Proceeding } from './proceeding.ts'

/** Who did it: in the Commission's compartment alone. */
export const ATTRIBUTIONS: Proceeding<Attribution, AttributionEvent> = {
  name: 'attributions',
  recordKind: 'attribution',
  lifecycle: ATTRIBUTION_LIFECYCLE,
  eventSchema: attributionEventSchema,
  begins: 'opened',
  decide: (id, before, event, { actor, at, agreement }) =>
    decideAttribution(id, before, event, {
      actor,
      at,
      rule: (agreement.procedure ?? DEFAULT_PROCEDURE).panel,
      parties: agreement.parties.map((party) => party.id),
    }),
  apply: applyToAttribution,
  summarise: ({ state, openedAt, changedAt }) => ({
    state,
    openedAt,
    changedAt,
    from: openedAt,
    until: openedAt,
    place: null,
    dueAt: null,
  }),
  audiencesOf: () => ['commission'],
  dueEvents: () => [],
  actionFor: () => 'attribute',
}
