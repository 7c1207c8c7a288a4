// SPDX-License-Identifier: Apache-2.0
import { toUtf8 } from '#evidence'
import { canonicalJson, digestOf, formatInstant, type Digest, type Instant, type JsonValue } from '#kernel'

import type { DeskItem } from '../desk-queries.ts'
import type { ListKind, ListWindow } from './list-plan.ts'

export const LIST_SCHEMA = 'marsad/list@1'

/** What a list says of itself before what is on it. */
export interface ListHead {
  readonly id: string
  readonly kind: ListKind
  readonly window: ListWindow
  readonly dueAt: Instant
  /** When it was closed: later than due where the service was away. */
  readonly closedAt: Instant
  /** Size of the public log as of which everything on it reads. */
  readonly journalSize: number
  /** The list of the same window that it takes the place of. */
  readonly supersedes: string | null
  /** Who reviewed it; null for automatic lists. */
  readonly reviewedBy: string | null
}

/** A list as it is published, and in brief. */
export interface ListContent {
  /** Canonical JSON, on a line of its own. */
  readonly text: string
  readonly brief: { readonly [key: string]: JsonValue }
  /** Of the text. */
  readonly digest: Digest
}

/**
 * Incidents that began in the window, each with its version, the digest of its document and its possible violations: no place, since the
 * incident itself is cut to its reader and a list is not. Equal heads and items give equal bytes.
 */
export function listContent(
  head: ListHead,
  incidents: readonly DeskItem[],
  violations: readonly DeskItem[],
): ListContent {
  const of = new Map<string, DeskItem[]>()
  for (const violation of violations) {
    const incident = violation.document['incident']
    if (typeof incident !== 'string') continue
    const found = of.get(incident)
    if (found === undefined) of.set(incident, [violation])
    else found.push(violation)
  }
  const inside = incidents
    .filter(({ interval }) => interval.start >= head.window.start && interval.start < head.window.end)
    .toSorted((a, b) => a.interval.start - b.interval.start || (a.id < b.id ? -1 : 1))
  const items = inside.map(({ id, since, interval, document }) => ({
    id,
    since,
    start: formatInstant(interval.start),
    end: formatInstant(interval.end),
    digest: digestOf(canonicalJson(document as JsonValue)),
    possibleViolations: (of.get(id) ?? [])
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => ({
        id: one.id,
        provision: one.document['provision'] ?? null,
        standing: one.document['standing'] ?? null,
      })),
  }))
  const about = {
    schema: LIST_SCHEMA,
    id: head.id,
    kind: head.kind,
    window: { start: formatInstant(head.window.start), end: formatInstant(head.window.end) },
    dueAt: formatInstant(head.dueAt),
    closedAt: formatInstant(head.closedAt),
    journalSize: head.journalSize,
    supersedes: head.supersedes,
    reviewedBy: head.reviewedBy,
    incidents: items.length,
    possibleViolations: items.reduce((sum, one) => sum + one.possibleViolations.length, 0),
  }
  const text = `${canonicalJson({ ...about, items })}\n`
  const digest = digestOf(text)
  return { text, digest, brief: { ...about, digest, bytes: toUtf8(text).length } }
}
