// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { cryptography, exerciseSigner } from '../../../test/evidence/sample-bundle.ts'
import { exerciseSaltKey, RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { digestOf, formatInstant, HOUR_MS, ok, toInstant, type Digest } from '#kernel'
import {
  DOORS,
  INSTALLATION,
  mayRead,
  NO_LOCALITIES,
  readerOf,
  type CoarseRules,
  type Door,
} from '#releasability'
import {
  THE_INSTALLATION,
  incidentFigures,
  type DeskAnswer,
  type DeskItem,
  type DeskQuery,
  type DeskReader,
} from '#reports'

import { createAudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import { createDeskQueries } from './desk-queries.ts'
import { createFeeds } from './feeds.ts'
import { FEED_PROJECTIONS } from './feed-projections.ts'
import { itemProjections } from './item-projections.ts'
import { openLedger } from './ledger.ts'
import { migrate } from './migrate.ts'

const START = Date.UTC(2026, 5, 24)
const NOW = toInstant(START + 48 * HOUR_MS)
const RULES: CoarseRules = {
  delayMs: HOUR_MS,
  localities: NO_LOCALITIES,
  aliasOf: (id) => digestOf(`alias of ${id}`),
}
const AUDIENCES = [['public'], ['mechanism'], ['mechanism', 'party:a'], ['party:b'], []] as const
/** Somebody at the screens of the Mechanism, where every door is open. */
const openTo = (audiences: readonly string[]): DeskReader => ({
  kind: 'somebody',
  audiences,
  doors: { doors: DOORS, now: NOW },
})

const query = (more: Partial<DeskQuery> = {}): DeskQuery => ({
  reader: THE_INSTALLATION,
  interval: { from: null, to: null },
  area: null,
  asOf: null,
  cursor: null,
  limit: 1_000,
  ...more,
})

const pageOf = (answer: DeskAnswer) => {
  if (answer.kind !== 'page') throw new Error('the cursor was not taken')
  return answer.page
}

/** Item `n`: an hour after the one before, `n % 7` hours long, on a grid of ten by ten degrees. */
const itemRecord = (kind: string, n: number, version = 0): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  time: formatInstant(toInstant(START)),
  audiences: [...AUDIENCES[n % AUDIENCES.length]!],
  body: {
    id: digestOf(`item ${n}`),
    class: 'ordinary',
    owner: 'mechanism',
    interval: {
      start: formatInstant(toInstant(START + Math.floor(n / 3) * HOUR_MS)),
      end: formatInstant(toInstant(START + (Math.floor(n / 3) + (n % 7)) * HOUR_MS)),
    },
    place: { latitude: 45 + (n % 10), longitude: 175 + ((n * 3) % 10) - (n % 2) * 350 },
    original: digestOf('an original'),
    document: { n, version, means: 'satellite-thermal', source: 'firms', likelihood: { probability: 0.5 } },
  },
})

export function describeDeskQueries(name: string, open: () => Promise<Database>): void {
  const opened: Database[] = []
  const start = async () => {
    const database = await open()
    opened.push(database)
    await migrate(database, NOW)
    const audienceSets = createAudienceSets()
    const ledger = await openLedger(database, {
      cryptography,
      saltKey: exerciseSaltKey(cryptography),
      signers: { public: exerciseSigner, internal: exerciseSigner },
      audienceSets,
      projections: { ...itemProjections(RULES, audienceSets), ...FEED_PROJECTIONS },
      now: () => NOW,
    })
    return {
      database,
      ledger,
      queries: createDeskQueries(database, ledger, audienceSets),
      feeds: createFeeds(database, ledger),
    }
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()))
  })

  describe(`what desks ask of ${name}`, () => {
    test('[LG7] a list is what a filter over all items by time, place and mayRead gives, page by page', async () => {
      const { ledger, queries } = await start()
      const records = Array.from({ length: 240 }, (_, n) => itemRecord('observation', n))
      await ledger.write(async (turn) => {
        for (const record of records) await turn.append('public', record)
      })
      const whole = pageOf(await queries.listObservations(query())).items
      expect(whole.length).toBe(240)
      const hour = fc.option(fc.integer({ min: -5, max: 90 }).map((h) => toInstant(START + h * HOUR_MS)))
      const area = fc.option(
        fc.record({
          west: fc.integer({ min: -180, max: 180 }),
          south: fc.integer({ min: 44, max: 56 }),
          east: fc.integer({ min: -180, max: 180 }),
          north: fc.integer({ min: 44, max: 56 }),
        }),
      )
      await fc.assert(
        fc.asyncProperty(
          hour,
          hour,
          area,
          fc.subarray(['mechanism', 'party:a', 'party:b', 'nobody']),
          fc.integer({ min: 1, max: 60 }),
          async (from, to, box, audiences, limit) => {
            const expected = whole.filter(({ interval, center, audiences: marked }) => {
              const inTime = (from === null || interval.end >= from) && (to === null || interval.start <= to)
              const lon = center!.longitude
              const inBox =
                box === null ||
                (center!.latitude >= box.south &&
                  center!.latitude <= box.north &&
                  (box.west <= box.east
                    ? lon >= box.west && lon <= box.east
                    : lon >= box.west || lon <= box.east))
              return inTime && inBox && mayRead({ audiences: marked }, readerOf(null, audiences))
            })
            const asked = query({ reader: openTo(audiences), interval: { from, to }, area: box, limit })
            const found: DeskItem[] = []
            for (let cursor: string | null = null; ;) {
              const page = pageOf(await queries.listObservations({ ...asked, cursor }))
              expect(page.atLeast).toBe(expected.length)
              found.push(...page.items)
              cursor = page.next
              if (cursor === null) break
              expect(page.items.length).toBe(limit)
            }
            expect(found).toEqual(expected)
            const streamed: DeskItem[] = []
            for await (const item of queries.stream('observation', asked)) streamed.push(item)
            expect(streamed).toEqual(expected)
            const backwards: DeskItem[] = []
            for await (const item of queries.stream('observation', asked, 'latest-first'))
              backwards.push(item)
            expect(backwards).toEqual(expected.toReversed())
          },
        ),
        { numRuns: 60 },
      )
      expect(await queries.listObservations(query({ cursor: 'no such thing' }))).toEqual({
        kind: 'bad-cursor',
      })
    })

    test('[LG8] as of a size, every incident reads as it did then', async () => {
      const { ledger, queries } = await start()
      const steps = [0, 1, 2, 0, 3, 1, 0, 4, 2, 2]
      const then: { readonly size: number; readonly items: readonly DeskItem[] }[] = []
      for (const [version, n] of steps.entries()) {
        const ended = version === 5
        await ledger.write((turn) =>
          turn.append(
            'public',
            ended
              ? { ...itemRecord('incident-ended', n), body: { id: digestOf(`item ${n}`) } }
              : itemRecord('incident', n, version),
          ),
        )
        const page = pageOf(await queries.listIncidents(query()))
        expect(page.asOf).toBe(version + 1)
        expect(page.items.some(({ id }) => id === digestOf(`item ${n}`))).toBe(!ended)
        then.push({ size: page.asOf, items: page.items })
      }
      for (const { size, items } of then) {
        expect(pageOf(await queries.listIncidents(query({ asOf: size }))).items).toEqual(items)
        for (const item of items) {
          expect(await queries.getIncident(THE_INSTALLATION, item.id as never, size)).toEqual(item)
        }
      }
      expect(pageOf(await queries.listIncidents(query({ asOf: 0 }))).items).toEqual([])
      expect(await queries.getIncident(openTo([]), digestOf('item 1') as never, 2)).toBe(null)
    })

    test('[LG7] a form passes by its door and not before its time', async () => {
      const { ledger, queries } = await start()
      const record = itemRecord('observation', 1)
      await ledger.write((turn) =>
        turn.append('public', { ...record, body: { ...record.body, class: 'origin-of-fire' } }),
      )
      const count = async (reader: DeskReader): Promise<number> =>
        pageOf(await queries.listObservations(query({ reader }))).items.length
      const through = (audiences: readonly string[], doors: readonly Door[]): Promise<number> =>
        count({ kind: 'somebody', audiences, doors: { doors, now: NOW } })
      expect(await count(THE_INSTALLATION)).toBe(1)
      expect(await through(['mechanism'], ['open', 'mechanism'])).toBe(1)
      expect(await through(['mechanism'], ['open', 'coarse'])).toBe(0)
      expect(await through(['mechanism'], [])).toBe(0)
      expect(await through(INSTALLATION.audiences, DOORS)).toBe(0)
    })

    test('[LG21] an incident in a few figures is what its document says, in each form, order and version', async () => {
      const { ledger, queries } = await start()
      await ledger.write(async (turn) => {
        for (const version of [0, 1]) {
          for (let n = 0; n < 600; n += 1) {
            const record = itemRecord('incident', n, version)
            const document = {
              geometry: { semiMajorMeters: 100 + n },
              hypotheses: [
                { hypothesis: 'vegetation-fire', probability: 0.5 - version / 10 },
                { hypothesis: 'shelling', probability: 0.5 },
              ],
              ...(n % 2 === 0 ? { likelihood: { probability: version / 2 } } : {}),
            }
            await turn.append('public', { ...record, body: { ...record.body, document } })
          }
        }
      })
      for (const asOf of [null, 600, 900]) {
        for (const order of ['earliest-first', 'latest-first'] as const) {
          const asked = query({ asOf, reader: openTo(['mechanism', 'party:a']) })
          const expected = []
          for await (const { document, text, ...rest } of queries.stream('incident', asked, order)) {
            expect(JSON.parse(text ?? '')).toEqual(document)
            expected.push({ ...rest, figures: incidentFigures(document) })
          }
          const briefs = []
          for await (const brief of queries.streamIncidentBriefs(asked, order)) briefs.push(brief)
          expect(briefs).toEqual(expected)
          const [one] = briefs
          expect(await queries.getIncidentBrief(asked.reader, one!.id as Digest, asOf)).toEqual(one)
          expect(new Set(briefs.map(({ figures }) => figures.hypothesis)).size).toBe(asOf === 900 ? 2 : 1)
        }
      }
    })

    test('[LG9] a token opens its own feed until it is taken back, and the same bytes are acknowledged once', async () => {
      const { database, ledger, feeds, queries } = await start()
      const by = { person: null, now: NOW }
      const issued = await feeds.issueToken('firms-north', null, by)
      if (!issued.ok) throw new Error('no token')
      const { id, token } = issued.value
      expect(await feeds.feedOfToken(token)).toBe('firms-north')
      expect(await feeds.feedOfToken(`${token}x`)).toBe(null)
      const rows = JSON.stringify(await database.reader.selectFrom('feed_tokens').selectAll().execute())
      expect(rows).not.toContain(token)
      expect(await feeds.issueToken('firms-north', 'viina', by)).toMatchObject({
        ok: false,
        problems: [{ code: 'feed-has-another-source' }],
      })
      expect(await feeds.issueToken('nothing-known', null, by)).toMatchObject({
        ok: false,
        problems: [{ code: 'feed-source-unknown' }],
      })
      const delivery = { feed: 'firms-north', original: digestOf('bytes'), bytes: 5, receivedAt: NOW }
      const [first, second] = [await feeds.acknowledge(delivery), await feeds.acknowledge(delivery)]
      expect(second).toEqual({ ...first, isFirst: false })
      expect([first.isFirst, await ledger.sizeOf('public'), await feeds.backlog()]).toEqual([true, 1, 1])
      expect(await queries.feeds()).toEqual([
        { id: 'firms-north', source: 'firms', lastReceivedAt: NOW, originals: 1 },
      ])
      const other = await feeds.issueToken('firms-north', null, by)
      if (!other.ok) throw new Error('no token')
      const later = toInstant(NOW + HOUR_MS)
      expect(await feeds.revokeToken('firms', id, by)).toMatchObject({
        problems: [{ code: 'feed-token-unknown' }],
      })
      expect(await feeds.revokeToken('firms-north', id, { person: 'p1', now: later })).toEqual(ok(undefined))
      expect(await feeds.revokeToken('firms-north', id, by)).toMatchObject({
        problems: [{ code: 'feed-token-revoked-already' }],
      })
      expect(await feeds.tokensOf('firms-north')).toHaveLength(2)
      expect((await feeds.tokensOf('firms-north'))?.find((one) => one.id === id)?.revokedAt).not.toBeNull()
      expect(await feeds.feedOfToken(other.value.token)).toBe('firms-north')
      expect(await feeds.webhookKeysOf('firms-north')).toHaveLength(1)
      expect(await feeds.feedOfToken(token)).toBe(null)
    })
  })
}
