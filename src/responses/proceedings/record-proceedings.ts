// SPDX-License-Identifier: Apache-2.0
import {
  applyToRecord,
  decideRecord,
  harmSchema,
  impedimentSchema,
  recordEventSchema,
  recordLifecycle,
  type CorrectedRecord,
  type Harm,
  type Impediment,
  type RecordEvent,
} from '#assessments'
import type * as z from 'zod'

import { stanceSchema, type PartyStance } from '../stance.ts'
import type { Proceeding, ProceedingSummary } from './proceeding.ts'

type When = Pick<ProceedingSummary, 'from' | 'until' | 'place'>

/** A kind of record that is corrected, never edited, as a proceeding like all others. */
function recordProceeding<Value>(
  name: string,
  recordKind: string,
  value: z.ZodType<Value>,
  whenOf: (value: Value) => When,
  audiences: readonly string[] = ['mechanism'],
): Proceeding<CorrectedRecord<Value>, RecordEvent<Value>> {
  const lifecycle = recordLifecycle(recordKind)
  return {
    name,
    recordKind,
    lifecycle,
    eventSchema: recordEventSchema(value),
    begins: 'recorded',
    decide: (_id, before, event, setting) => decideRecord(lifecycle, before, event, setting),
    apply: applyToRecord,
    summarise({ state, versions, changedAt }) {
      const { value: last, at } = versions.at(-1)!
      return { state, openedAt: versions[0]?.at ?? at, changedAt, dueAt: null, ...whenOf(last) }
    },
    audiencesOf: () => audiences,
    dueEvents: () => [],
    actionFor: () => 'draft-finding',
  }
}

export const HARMS: Proceeding<CorrectedRecord<Harm>, RecordEvent<Harm>> = recordProceeding(
  'harms',
  'harm',
  harmSchema,
  ({ at, place }) => ({ from: at, until: at, place }),
)

export const IMPEDIMENTS: Proceeding<CorrectedRecord<Impediment>, RecordEvent<Impediment>> = recordProceeding(
  'impediments',
  'impediment',
  impedimentSchema,
  ({ from, until, place }) => ({ from, until: until ?? from, place }),
)

/** What each party says of the mechanism itself: shown, and changing nothing in its rights or times. */
export const STANCES: Proceeding<CorrectedRecord<PartyStance>, RecordEvent<PartyStance>> = recordProceeding(
  'stances',
  'stance',
  stanceSchema,
  ({ since }) => ({ from: since, until: since, place: null }),
  ['commission', 'mechanism'],
)
