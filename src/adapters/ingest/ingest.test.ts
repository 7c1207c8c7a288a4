// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { createAgreementLines, parseAgreement } from '#agreement'
import { exerciseSaltKey } from '#evidence'
import { createFusedEngine } from '#incidents'
import { toInstant, type Digest } from '#kernel'
import { createObservationTable, parseObservationDocument } from '#observations'
import { fusionContext } from '#pipeline'
import { THE_INSTALLATION } from '#reports'

import { createNodeCryptography } from '../node-cryptography.ts'
import { openMission, type Mission } from '../mission/index.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import { followDeliveries, type Ingest } from './follow-deliveries.ts'
import { startIngestDesk } from './ingest-thread.ts'

const cryptography = createNodeCryptography()
const NOW = toInstant(Date.UTC(2026, 5, 25))
const AGREEMENT = join(import.meta.dirname, '../../../agreements/exercise-2026.yaml')
const HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,bright_ti5,frp,daynight'

/** Rows of a made-up pass: places 600 m apart in clumps, so that some become one incident. */
const rowsOf = (from: number, to: number): string =>
  [
    HEADER,
    ...Array.from({ length: to - from }, (_, k) => {
      const n = from + k
      const latitude = (48 + (n % 20) * 0.05 + Math.floor(n / 60) * 0.003).toFixed(5)
      const longitude = (37 + (n % 7) * 0.08).toFixed(5)
      return `${latitude},${longitude},340.10,0.43,0.38,2026-06-24,0${n % 6}${10 + (n % 40)},N,nominal,2.0NRT,283.14,${2 + (n % 9)},N`
    }),
    '',
  ].join('\n')

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function open(folder: string): Promise<Mission> {
  const held = await openMission({
    folder,
    databaseUrl: null,
    keys: { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) },
    now: () => NOW,
    onLost: () => {},
  })
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  return held.value
}

async function follow(mission: Mission): Promise<Ingest> {
  const agreement = { name: 'exercise', text: await readFile(AGREEMENT, 'utf8') }
  const started = await startIngestDesk({
    folder: mission.folder,
    agreement,
    background: null,
    frontline: null,
  })
  if (!started.ok) throw new Error(JSON.stringify(started.problems))
  return followDeliveries(mission, started.value.desk, (error) => {
    throw error
  })
}

async function deliver(mission: Mission, text: string): Promise<number> {
  const { digest, bytes } = await mission.originals.put(
    (async function* () {
      yield Buffer.from(text)
    })(),
  )
  const receipt = await mission.feeds.acknowledge({ feed: 'firms', original: digest, bytes, receivedAt: NOW })
  return receipt.index
}

const EVERYTHING = {
  reader: THE_INSTALLATION,
  interval: { from: null, to: null },
  area: null,
  asOf: null,
}

async function recordsOf(
  mission: Mission,
): Promise<readonly { kind: string; body: Record<string, unknown> }[]> {
  const records: { kind: string; body: Record<string, unknown> }[] = []
  for await (const { content } of mission.ledger.entries('public')) {
    if (content.kind === 'record') records.push(content.record)
  }
  return records
}

/** What the engine makes of all observations at once. */
async function wholeAtOnce(mission: Mission): Promise<ReadonlyMap<Digest, readonly Digest[]>> {
  const table = createObservationTable()
  for await (const { document } of mission.queries.stream('observation', EVERYTHING)) {
    const read = parseObservationDocument(document)
    if (read.ok) table.append(read.value)
  }
  const agreement = parseAgreement(await readFile(AGREEMENT, 'utf8'), 'exercise')
  if (!agreement.ok) throw new Error('the terms of the exercise')
  const context = fusionContext(agreement.value, createAgreementLines(agreement.value))
  const { incidents } = createFusedEngine(null).partition(table, context)
  return new Map([...incidents].map(({ id, members }) => [id, members]))
}

describe('ingest', () => {
  test('[LG14] deliveries become observations, duplicates and quarantined rows, and incidents as of all of them at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marsad-ingest-'))
    folders.push(folder)
    const mission = await open(folder)
    await mission.feeds.issueToken('firms', null, { person: null, now: NOW })
    const ingest = await follow(mission)
    await deliver(mission, rowsOf(0, 200))
    ingest.wake()
    await ingest.idle()
    await deliver(mission, `${rowsOf(150, 420)}not,a,row\n`)
    const unusable = await deliver(mission, 'nothing that FIRMS would write')
    ingest.wake()
    await ingest.idle()
    const records = await recordsOf(mission)
    const count = (kind: string): number => records.filter((one) => one.kind === kind).length
    expect([count('observation'), count('duplicate'), count('quarantined')]).toEqual([420, 50, 1])
    expect(
      records.find(({ kind, body }) => kind === 'parsed' && body['received'] === unusable)?.body['outcome'],
    ).toBe('unusable')
    expect(await mission.feeds.backlog()).toBe(0)

    const found = new Map<string, unknown>()
    for await (const { id, document } of mission.queries.stream('incident', EVERYTHING))
      found.set(id, document['members'])
    expect(found.size).toBeGreaterThan(10)
    expect(found).toEqual(await wholeAtOnce(mission))
    for await (const { document } of mission.queries.stream('violation', EVERYTHING)) {
      expect(found.has(document['incident'] as string)).toBe(true)
    }
    await ingest.stop()
    await mission.close()
  })

  test('[LG14] stopped at any turn it goes on where it was: nothing twice, nothing left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marsad-ingest-'))
    folders.push(folder)
    const first = await open(folder)
    await first.feeds.issueToken('firms', null, { person: null, now: NOW })
    await deliver(first, rowsOf(0, 500))
    await deliver(first, rowsOf(300, 900))
    await first.close()
    let stops = 0
    for (let isDone = false; !isDone; stops += 1) {
      const mission = await open(folder)
      const before = await mission.ledger.sizeOf('public')
      const ingest = await follow(mission)
      while ((await mission.ledger.sizeOf('public')) === before && (await mission.feeds.backlog()) > 0) {
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      if ((await mission.feeds.backlog()) === 0) {
        await ingest.idle()
        isDone = true
      }
      await ingest.stop()
      await mission.close()
    }
    expect(stops).toBeGreaterThan(3)
    const mission = await open(folder)
    const rows = (await recordsOf(mission)).filter(
      ({ kind }) => kind === 'observation' || kind === 'duplicate',
    )
    expect(rows.length).toBe(1_100)
    expect(new Set(rows.map(({ body }) => `${String(body['received'])} ${String(body['row'])}`)).size).toBe(
      1_100,
    )
    const found = new Map<string, unknown>()
    for await (const { id, document } of mission.queries.stream('incident', EVERYTHING))
      found.set(id, document['members'])
    expect(found).toEqual(await wholeAtOnce(mission))
    await mission.close()
  })
})
