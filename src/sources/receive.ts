// SPDX-License-Identifier: Apache-2.0
import type { OriginalStore } from '#evidence'
import {
  canonicalJson,
  ok,
  problem,
  refuse,
  type Digest,
  type Instant,
  type Problem,
  type Result,
} from '#kernel'
import { toObservationDocument, type Observation } from '#observations'

import type { ParseSink, Source, SourceContext } from './source.ts'

/** One delivered file, stored as an original and waiting to be read. */
export interface Delivery {
  readonly source: Source
  readonly name: string
  readonly original: Digest
  readonly bytes: number
  /** What the parser may know beside the bytes: area of interest, mapping. */
  readonly context: Omit<SourceContext, 'fileName' | 'originalDigest'>
}

/** What became of one delivered file: `rows = observations + duplicates + quarantined`. */
export interface Receipt {
  readonly delivery: Delivery
  readonly encoding: string
  readonly rows: number
  readonly observations: number
  readonly duplicates: number
  readonly quarantined: number
}

/** Where a row came from: the original and the number of the row in it, counted from 1 after the header. */
export interface RowOrigin {
  readonly original: Digest
  readonly row: number
}

export interface ReceiveSink {
  observation(observation: Observation, origin: RowOrigin): void
  duplicate(observation: Observation, origin: RowOrigin): void
  quarantined(origin: RowOrigin, raw: string, problems: readonly Problem[]): void
  /** Bytes read since the last call, for those who watch. */
  progress(bytes: number): void
}

/**
 * Reads deliveries from their stored originals, in the order of digest and name, so that the order in which they were named
 * on a command line changes nothing. The first row with a content is the observation, later ones with the same content are
 * duplicates. Refuses, with every problem by file, when a file is unusable as a whole.
 * What ended after `knownUntil` (a report is known when it is out, at the end of its interval) could not have been known
 * then and is quarantined; null takes everything.
 */
export async function receiveAll(
  deliveries: readonly Delivery[],
  originals: OriginalStore,
  knownUntil: Instant | null,
  sink: ReceiveSink,
): Promise<Result<readonly Receipt[]>> {
  const seen = new Set<Digest>()
  const receipts: Receipt[] = []
  const problems: Problem[] = []
  for (const delivery of [...deliveries].sort(byOriginalThenName)) {
    const read = await receive(delivery, originals, knownUntil, seen, sink)
    if (read.ok) receipts.push(read.value)
    else problems.push(...read.problems.map((p) => ({ ...p, path: joinPath(delivery.name, p.path) })))
  }
  return problems.length > 0 ? refuse(...problems) : ok(receipts)
}

async function receive(
  delivery: Delivery,
  originals: OriginalStore,
  knownUntil: Instant | null,
  seen: Set<Digest>,
  sink: ReceiveSink,
): Promise<Result<Receipt>> {
  const { original, source, name } = delivery
  let observations = 0
  let duplicates = 0
  let quarantined = 0
  const quarantine = (row: number, raw: string, problems: readonly Problem[]): void => {
    quarantined += 1
    sink.quarantined({ original, row }, raw, problems)
  }
  const rows: ParseSink = {
    quarantined: quarantine,
    observation(row, observation) {
      if (knownUntil !== null && observation.time.end > knownUntil) {
        quarantine(row, canonicalJson(toObservationDocument(observation)), [problem('time', 'after-as-of')])
      } else if (seen.has(observation.id)) {
        duplicates += 1
        sink.duplicate(observation, { original, row })
      } else {
        seen.add(observation.id)
        observations += 1
        sink.observation(observation, { original, row })
      }
    },
  }
  const parser = source.open({ ...delivery.context, fileName: name, originalDigest: original })
  for await (const chunk of originals.read(original)) {
    parser.push(chunk, rows)
    sink.progress(chunk.length)
  }
  const end = parser.finish(rows)
  if (!end.ok) return end
  return ok({ delivery, ...end.value, observations, duplicates, quarantined })
}

const byOriginalThenName = (a: Delivery, b: Delivery): number =>
  compareText(a.original, b.original) || compareText(a.name, b.name) || compareText(a.source.id, b.source.id)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const joinPath = (file: string, path: string): string => (path === '' ? file : `${file}: ${path}`)
