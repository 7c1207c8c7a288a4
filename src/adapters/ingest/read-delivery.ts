// SPDX-License-Identifier: Apache-2.0
import type { OriginalStore } from '#evidence'
import type { Observation } from '#observations'
import { findSource, type ParseSink, type RowParser, type SourceContext } from '#sources'

import type { DeliveryToRead, ReadEnd, ReadRow } from './ingest-desk.ts'
import { observationRecord, quarantinedRecord } from './ingest-records.ts'

/** A row with the observation itself, which the fusion wants. */
export interface DeliveredRow {
  readonly read: ReadRow
  readonly observation: Observation | null
}

const NO_SINK: ParseSink = { observation() {}, quarantined() {} }

/**
 * The rows of a delivery in their order, and last what the whole came to. It is read twice, since a file that is unusable as a whole
 * shows it at its end, and none of its rows may then be on record.
 */
export async function* readDelivery(
  delivery: DeliveryToRead,
  originals: OriginalStore,
  context: Omit<SourceContext, 'fileName' | 'originalDigest'>,
): AsyncGenerator<DeliveredRow, ReadEnd> {
  const source = findSource(delivery.source)
  if (source === null) {
    return {
      kind: 'unusable',
      problems: [{ path: '', code: 'feed-source-unknown', params: { source: delivery.source, sources: '' } }],
    }
  }
  const parser = (): RowParser =>
    source.open({ ...context, fileName: delivery.name, originalDigest: delivery.original })
  const first = parser()
  for await (const chunk of originals.read(delivery.original)) first.push(chunk, NO_SINK)
  const whole = first.finish(NO_SINK)
  if (!whole.ok) return { kind: 'unusable', problems: whole.problems }

  let rows: DeliveredRow[] = []
  const place = (row: number) => ({ received: delivery.index, original: delivery.original, row })
  const sink: ParseSink = {
    observation(row, observation) {
      const record = observationRecord(observation, place(row))
      rows.push({ read: { kind: 'observation', row, id: observation.id, record }, observation })
    },
    quarantined(row, raw, problems) {
      const record = quarantinedRecord(place(row), raw, problems)
      rows.push({ read: { kind: 'quarantined', row, record }, observation: null })
    },
  }
  const second = parser()
  let done = 0
  const notDone = (row: DeliveredRow[]): DeliveredRow[] => {
    const skipped = Math.min(row.length, Math.max(0, delivery.rowsDone - done))
    done += row.length
    return row.slice(skipped)
  }
  for await (const chunk of originals.read(delivery.original)) {
    second.push(chunk, sink)
    const ready = rows
    rows = []
    yield* notDone(ready)
  }
  second.finish(sink)
  yield* notDone(rows)
  return { kind: 'read', encoding: whole.value.encoding, rows: whole.value.rows }
}
