// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { cryptography, exerciseSigner, sampleRecord } from '../../../test/evidence/sample-bundle.ts'
import {
  commitTo,
  createFrontier,
  createTileWriter,
  createTreeHashing,
  exerciseSaltKey,
  fromHex,
  isSignedBy,
  parseCheckpoint,
  proveConsistency,
  tilePath,
  tilesOf,
  toHex,
  toUtf8,
  verifyConsistency,
  type Hash,
  type JournalRecord,
  type LedgerEntry,
  type LogName,
  type Signer,
} from '#evidence'
import { canonicalJson, digestOf, toInstant } from '#kernel'

import { createAudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import { openLedger, type DatabaseLedger } from './ledger.ts'
import { migrate } from './migrate.ts'
import type { Projections } from './projection.ts'

const saltKey = exerciseSaltKey(cryptography)
const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const hashing = createTreeHashing(cryptography)
const signers: { readonly [log in LogName]: Signer } = {
  public: exerciseSigner,
  internal: { ...exerciseSigner, name: `${exerciseSigner.name}/internal` },
}

const recordOf = (n: number, stream?: string): JournalRecord =>
  sampleRecord(
    n % 5 === 0 ? 'reading' : 'observation',
    { n, text: `«${n}» Бахмут مرصد`, ...(stream === undefined ? {} : { stream }) },
    [n % 3 === 0 ? 'mechanism' : 'public'],
  )

/** Keeps feeds by a record of the test's own, so that a table can be seen to follow the log. */
const projections: Projections = {
  'feed-noted': ({ record, knownAt }, tables) =>
    tables.insert('feeds', { id: record.body['feed'] as string, source: 'firms', declared_ms: knownAt }),
}

const commitmentOf = (record: JournalRecord): Uint8Array =>
  commitTo(cryptography, saltKey, fromHex(digestOf(canonicalJson(record as never)))!).commitment

async function all(entries: AsyncIterable<LedgerEntry>): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

const recordsOf = (entries: readonly LedgerEntry[]): readonly JournalRecord[] =>
  entries.flatMap(({ content }) => (content.kind === 'record' ? [content.record] : []))

/** What the ledger must do on every database; `open` gives an empty one each time, `reopen` the same one after a fresh start. */
export function describeLedger(
  name: string,
  place: { open(): Promise<Database>; reopen(database: Database): Promise<Database> },
): void {
  const opened: Database[] = []
  const open = async (): Promise<{ database: Database; ledger: DatabaseLedger }> => {
    const database = await place.open()
    opened.push(database)
    await migrate(database, NOW)
    return { database, ledger: await ledgerOn(database) }
  }
  const ledgerOn = (database: Database): Promise<DatabaseLedger> =>
    openLedger(database, {
      cryptography,
      saltKey,
      signers,
      projections,
      audienceSets: createAudienceSets(),
      now: () => NOW,
    })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()))
  })

  describe(`ledger on ${name}`, () => {
    test('[LG1] what was acknowledged reads back after a fresh start, at the index and digest that were told', async () => {
      const { database, ledger } = await open()
      const records = Array.from({ length: 1_203 }, (_, n) => recordOf(n))
      const told = await Promise.all(
        records.map((record, n) =>
          ledger.write((turn) => turn.append(n % 4 === 0 ? 'internal' : 'public', record)),
        ),
      )
      await ledger.close()
      const again = await place.reopen(database)
      opened.splice(0, 1, again)
      const reopened = await ledgerOn(again)
      for (const log of ['public', 'internal'] as const) {
        const mine = records.filter((_, n) => (n % 4 === 0) === (log === 'internal'))
        const entries = await all(reopened.entries(log))
        expect(recordsOf(entries)).toEqual(mine)
        expect(entries.map(({ index }) => index)).toEqual(mine.map((_, n) => n))
        expect(entries.map(({ index, digest }) => ({ log, index, digest }))).toEqual(
          told.filter((one) => one.log === log),
        )
        expect(entries[7]?.digest).toBe(digestOf(canonicalJson(mine[7] as never)))
        expect(await reopened.sizeOf(log)).toBe(mine.length)
      }
    })

    test('[LG2] a turn that throws leaves nothing, whoever shares its commit; turns do not mix', async () => {
      const { database, ledger } = await open()
      const decide = (n: number): Promise<number> =>
        ledger.write(async (turn) => {
          const before = await turn.sizeOf('public')
          await turn.append('public', sampleRecord('feed-noted', { feed: `feed-${n}` }, [`audience-${n}`]))
          await Promise.resolve()
          await turn.append('internal', recordOf(n))
          const seen = await all(turn.entries('public', { from: before }))
          expect(seen.map(({ index }) => index)).toEqual([before])
          if (n % 3 === 1) throw new Error(`decided against ${n}`)
          return before
        })
      const outcomes = await Promise.allSettled(Array.from({ length: 150 }, (_, n) => decide(n)))
      expect(outcomes.filter(({ status }) => status === 'rejected').length).toBe(50)
      expect(outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))).toEqual(
        Array.from({ length: 100 }, (_, k) => k),
      )
      const feeds = await database.reader.selectFrom('feeds').select('id').execute()
      expect(feeds.length).toBe(100)
      expect(feeds.some(({ id }) => id === 'feed-1')).toBe(false)
      expect((await all(ledger.entries('internal'))).length).toBe(100)
      expect((await all(ledger.entries('public'))).map(({ index }) => index)).toEqual(
        Array.from({ length: 100 }, (_, k) => k),
      )
    })

    test('[LG2] a turn that is over takes nothing more', async () => {
      const { ledger } = await open()
      const kept = await ledger.write((turn) => Promise.resolve(turn))
      await expect(kept.append('public', recordOf(1))).rejects.toMatchObject({ code: 'turn-is-over' })
      expect(await ledger.sizeOf('public')).toBe(0)
    })

    test('[LG3] the published tree is the RFC 6962 tree over the commitments, in steps of 64', async () => {
      const { ledger } = await open()
      for (const count of [1, 63, 64, 130]) {
        await ledger.write(async (turn) => {
          for (let n = 0; n < count; n += 1) await turn.append('public', recordOf(n))
        })
        const state = await ledger.publishCheckpoint('public', NOW)
        expect(state.size % 64).toBe(0)
        expect(state.size).toBe(await ledger.sizeOf('public'))
        const records = recordsOf(await all(ledger.entries('public')))
        const frontier = createFrontier(hashing)
        for (const record of records) frontier.append(hashing.leaf(commitmentOf(record)))
        expect(state.root).toBe(toHex(frontier.root()))
        const checkpoint = parseCheckpoint(toUtf8((await ledger.checkpoint('public'))!))!
        expect({ size: checkpoint.size, root: checkpoint.root }).toEqual(state)
        expect(isSignedBy(cryptography, checkpoint.note, signers.public.name, signers.public.publicKey)).toBe(
          true,
        )
      }
      const leaves = recordsOf(await all(ledger.entries('public'))).map((record) =>
        toHex(commitmentOf(record)),
      )
      expect(new Set(leaves.slice(-60)).size).toBe(60)
      expect(await ledger.checkpoint('internal')).toBe(null)
    })

    test('[LG3] what came after a checkpoint is served only by the next', async () => {
      const { ledger } = await open()
      await ledger.write((turn) => turn.append('public', recordOf(1)))
      expect(await ledger.tile('public', { level: 0, index: 0, width: 1 })).toBe(null)
      const first = await ledger.publishCheckpoint('public', NOW)
      expect(await ledger.publishCheckpoint('public', NOW)).toEqual(first)
      await ledger.write((turn) => turn.append('public', recordOf(2)))
      expect((await ledger.tile('public', { level: 0, index: 0, width: 64 }))?.length).toBe(64 * 32)
      expect(await ledger.tile('public', { level: 0, index: 0, width: 65 })).toBe(null)
    })

    test('[LG4] tiles are those of a log written in one go, and each checkpoint follows from the one before', async () => {
      const { ledger } = await open()
      const sizes: { size: number; root: string }[] = []
      for (const count of [200, 400, 1_000]) {
        await ledger.write(async (turn) => {
          for (let n = 0; n < count; n += 1) await turn.append('public', recordOf(n))
        })
        sizes.push(await ledger.publishCheckpoint('public', NOW))
      }
      const { size } = sizes.at(-1)!
      const expected = new Map<string, Uint8Array>()
      const writer = createTileWriter(hashing, (tile, bytes) => expected.set(tilePath(tile), bytes))
      const leaves: Uint8Array[] = []
      for (const record of recordsOf(await all(ledger.entries('public')))) {
        const commitment = commitmentOf(record)
        writer.append(commitment)
        leaves.push(hashing.leaf(commitment))
      }
      writer.finish()
      for (const tile of tilesOf(size)) {
        expect(toHex((await ledger.tile('public', tile))!), tilePath(tile)).toBe(
          toHex(expected.get(tilePath(tile))!),
        )
      }
      const hashAt = (height: number, index: number): Hash =>
        height === 0
          ? leaves[index]!
          : hashing.node(hashAt(height - 1, 2 * index), hashAt(height - 1, 2 * index + 1))
      for (const [k, older] of sizes.slice(0, -1).entries()) {
        const newer = sizes[k + 1]!
        const proof = proveConsistency(hashing, hashAt, older.size, newer.size)
        const claim = {
          size1: older.size,
          size2: newer.size,
          root1: fromHex(older.root)!,
          root2: fromHex(newer.root)!,
        }
        expect(verifyConsistency(hashing, claim, proof)).toBe(true)
      }
    })

    test('[LG5] entries of any range, kinds and stream are those that a filter over all would give', async () => {
      const { ledger } = await open()
      const streams = [undefined, 'case-1', 'case-2'] as const
      await ledger.write(async (turn) => {
        for (let n = 0; n < 1_400; n += 1) await turn.append('public', recordOf(n, streams[n % 3]))
      })
      const whole = await all(ledger.entries('public'))
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 1_450 }),
          fc.integer({ min: 0, max: 1_450 }),
          fc.constantFrom<readonly string[] | undefined>(
            undefined,
            ['reading'],
            ['observation', 'reading'],
            ['nothing'],
          ),
          fc.constantFrom(...streams),
          async (from, to, kinds, stream) => {
            const range = {
              from,
              to,
              ...(kinds === undefined ? {} : { kinds }),
              ...(stream === undefined ? {} : { stream }),
            }
            const expected = whole.filter(
              ({ index, content }) =>
                index >= from &&
                index < to &&
                content.kind === 'record' &&
                (kinds === undefined || kinds.includes(content.record.kind)) &&
                (stream === undefined || content.record.body['stream'] === stream),
            )
            expect(await all(ledger.entries('public', range))).toEqual(expected)
          },
        ),
        { numRuns: 25 },
      )
    })

    test('[LG6] a forgotten record leaves a tombstone, and the log verifies as before', async () => {
      const { database, ledger } = await open()
      const secret = 'Ольга, +380 44 000 00 00'
      const told = await ledger.write(async (turn) => {
        await turn.append('internal', recordOf(1))
        return turn.append('internal', sampleRecord('reporter', { secret }, []))
      })
      const before = await ledger.publishCheckpoint('internal', NOW)
      const stored = await database.reader
        .selectFrom('log_records')
        .selectAll()
        .where('log', '=', 'internal')
        .execute()
      expect(
        stored.every(
          ({ record, sealed }) => record === null && !Buffer.from(sealed!).includes(Buffer.from(secret)),
        ),
      ).toBe(true)
      await ledger.forget('internal', told.index)
      const entries = await all(ledger.entries('internal'))
      expect(entries[told.index]).toEqual({
        ...told,
        knownAt: NOW,
        content: { kind: 'tombstone', recordKind: 'reporter' },
      })
      expect(recordsOf(entries)[0]).toEqual(recordOf(1))
      await ledger.write((turn) => turn.append('internal', recordOf(2)))
      const after = await ledger.publishCheckpoint('internal', NOW)
      expect(after.size).toBe(before.size + 64)
      const leaves = await database.reader
        .selectFrom('log_records')
        .select('commitment')
        .where('log', '=', 'internal')
        .orderBy('idx')
        .execute()
      const frontier = createFrontier(hashing)
      for (const { commitment } of leaves.slice(0, before.size)) frontier.append(hashing.leaf(commitment))
      expect(toHex(frontier.root())).toBe(before.root)
    })
  })
}
