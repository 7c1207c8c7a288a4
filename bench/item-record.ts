// SPDX-License-Identifier: Apache-2.0
import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import type { JsonValue, Position } from '#kernel'

/** Reasons as many and as long as those of a real incident. */
export const REASONS = Array.from({ length: 8 }, (_, n) => ({
  code: `reason-${n}`,
  params: { value: n, of: 'a source' },
  logOdds: n / 8,
}))

/** One of four thousand by eight thousand places, in a fixed order. */
export const placeOf = (n: number): Position => ({
  latitude: 46 + ((n * 7_919) % 4_000) / 1_000,
  longitude: 31 + ((n * 104_729) % 8_000) / 1_000,
})

/** An ordinary item of the Mechanism as the ledger takes it; instants are RFC 3339. */
export function itemRecord(
  kind: string,
  interval: { readonly start: string; readonly end: string },
  place: Position,
  more: object,
): JournalRecord {
  const body: object = { owner: 'mechanism', class: 'ordinary', interval, place, ...more }
  return {
    schema: RECORD_SCHEMA,
    kind,
    time: interval.start,
    audiences: ['mechanism'],
    body: body as Record<string, JsonValue>,
  }
}
