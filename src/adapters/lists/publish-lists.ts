// SPDX-License-Identifier: Apache-2.0
import { RECORD_SCHEMA, toUtf8, type JournalRecord } from '#evidence'
import {
  formatInstant,
  ok,
  problem,
  refuse,
  toInstant,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'
import { MECHANISM_AUDIENCE } from '#releasability'
import {
  automaticListsDue,
  listContent,
  listIdOf,
  LIST_KINDS,
  reviewedList,
  type ListContent,
  type PlannedList,
} from '#reports'

import { createDeskQueries, type DatabaseTurn } from '../database/index.ts'
import type { Mission } from '../mission/index.ts'
import { readListItems } from './read-list-items.ts'

/** Publishes lists, each once. */
export interface ListPublisher {
  /** Closes what is due and was not closed, in the order of closing, each in a turn of its own. Gives how many. */
  closeDue(): Promise<number>
  /** Problems: `list-window-unknown`, `list-not-due`, `list-already-published`. Gives the list's id. */
  publishReviewed(windowStart: Instant, person: string): Promise<Result<string>>
}

/** Lists cover what began from the window of the first terms on: before them there was nothing to hold anything against. */
export function createListPublisher(
  mission: Pick<Mission, 'ledger' | 'audienceSets' | 'originals' | 'now'>,
): ListPublisher {
  const { ledger, originals, now } = mission
  let since: Instant | null = null
  const published = new Set<string>()

  const publish = (planned: PlannedList, reviewedBy: string | null): Promise<boolean> =>
    ledger.write(async (turn) => {
      if (await isPublished(turn, planned.id)) return false
      const { text, brief } = await contentNow(turn, mission, planned, reviewedBy)
      // On the disk before the record that names it can be.
      const { digest } = await originals.put(inOnePiece(text))
      await turn.append('public', listRecord(planned, now(), brief, digest))
      return true
    })

  return {
    async closeDue() {
      since ??= await firstTerms(ledger)
      if (since === null) return 0
      let closed = 0
      for (const planned of automaticListsDue(since, now())) {
        if (published.has(planned.id)) continue
        if (await publish(planned, null)) closed += 1
        published.add(planned.id)
      }
      return closed
    },
    async publishReviewed(windowStart, person) {
      const planned = reviewedList(windowStart)
      if (planned === null) return refuse(problem('window', 'list-window-unknown'))
      since ??= await firstTerms(ledger)
      if (planned.dueAt > now() || since === null || planned.window.end <= since) {
        return refuse(problem('window', 'list-not-due', { dueAt: formatInstant(planned.dueAt) }))
      }
      return (await publish(planned, person))
        ? ok(planned.id)
        : refuse(problem('window', 'list-already-published', { list: planned.id }))
    },
  }
}

/** Worked out in the turn that records it, so that nothing can come to hold as of the same size afterwards. */
async function contentNow(
  turn: DatabaseTurn,
  { audienceSets, now }: Pick<Mission, 'audienceSets' | 'now'>,
  planned: PlannedList,
  reviewedBy: string | null,
): Promise<ListContent> {
  const { window } = planned
  const journalSize = await turn.sizeOf('public')
  return turn.query(async (db) => {
    const queries = createDeskQueries({ reader: db }, turn, audienceSets)
    const { incidents, violations } = await readListItems(queries, window, journalSize)
    const earlier = LIST_KINDS.slice(0, LIST_KINDS.indexOf(planned.kind)).map((kind) =>
      listIdOf(kind, window),
    )
    const before = await db
      .selectFrom('list_versions')
      .select('id')
      .where('id', 'in', ['', ...earlier])
      .orderBy('from_size', 'desc')
      .limit(1)
      .executeTakeFirst()
    const head = { ...planned, closedAt: now(), journalSize, supersedes: before?.id ?? null, reviewedBy }
    return listContent(head, incidents, violations)
  })
}

const isPublished = async (turn: DatabaseTurn, id: string): Promise<boolean> =>
  (await turn.query((db) =>
    db.selectFrom('list_versions').select('id').where('id', '=', id).limit(1).executeTakeFirst(),
  )) !== undefined

function listRecord(
  { id, kind, window }: PlannedList,
  at: Instant,
  brief: ListContent['brief'],
  original: Digest,
): JournalRecord {
  const interval = { start: formatInstant(window.start), end: formatInstant(window.end) }
  return {
    schema: RECORD_SCHEMA,
    kind: 'list',
    time: formatInstant(at),
    audiences: [MECHANISM_AUDIENCE],
    body: {
      stream: `lists:${interval.start}`,
      id,
      listKind: kind,
      class: 'ordinary',
      owner: MECHANISM_AUDIENCE,
      interval,
      place: null,
      original,
      document: brief,
    },
  }
}

/** When the mission first had terms; null before. */
async function firstTerms({ entries }: Mission['ledger']): Promise<Instant | null> {
  for await (const { knownAt } of entries('public', { kinds: ['agreement-adopted'] })) {
    return toInstant(knownAt)
  }
  return null
}

async function* inOnePiece(text: string): AsyncGenerator<Uint8Array> {
  yield toUtf8(text)
}
