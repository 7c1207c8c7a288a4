// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import {
  createExerciseSigner,
  createListPublisher,
  createNodeCryptography,
  findMission,
  listsAsOf,
  openHandover,
  openMission,
  parseShare,
  sealHandover,
  type Mission,
} from '#adapters'
import { exerciseSaltKey, RECORD_SCHEMA } from '#evidence'
import { DAY_MS, digestOf, formatInstant, HOUR_MS, toInstant, type Result } from '#kernel'

const cryptography = createNodeCryptography()
const NOON = Date.UTC(2026, 5, 24, 12)
let nowMs = NOON - 6 * HOUR_MS
const place = mkdtempSync(join(tmpdir(), 'marsad-handover-story-'))
const missions: Mission[] = []
afterEach(async () => {
  for (const mission of missions.splice(0)) await mission.close()
  rmSync(place, { recursive: true, force: true })
})

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

async function open(folder: string): Promise<Mission> {
  const keys = { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) }
  const mission = take(
    await openMission({ folder, databaseUrl: null, keys, now: () => toInstant(nowMs), onLost: () => {} }),
  )
  missions.push(mission)
  return mission
}

const append = (mission: Mission, kind: string, body: object): Promise<unknown> =>
  mission.ledger.write((turn) =>
    turn.append('public', {
      schema: RECORD_SCHEMA,
      kind,
      time: formatInstant(toInstant(nowMs)),
      audiences: ['mechanism'],
      body: body as never,
    }),
  )

const incident = (mission: Mission, name: string, atMs: number): Promise<unknown> =>
  append(mission, 'incident', {
    id: digestOf(name),
    class: 'ordinary',
    owner: 'mechanism',
    interval: { start: formatInstant(toInstant(atMs)), end: formatInstant(toInstant(atMs + HOUR_MS)) },
    place: { latitude: 48, longitude: 37 },
    document: { likelihood: { probability: 0.9 } },
  })

test('[ST5] a hand-over opened elsewhere gives the report of last month byte for byte, whatever came since', async () => {
  const folder = join(place, 'here')
  const mission = await open(folder)
  await append(mission, 'agreement-adopted', { agreement: 'terms' })
  await incident(mission, 'then', NOON - HOUR_MS)
  nowMs = NOON + 4 * HOUR_MS
  await createListPublisher(mission).closeDue()
  const size = await mission.ledger.sizeOf('public')
  const then = take(await listsAsOf(mission, size))
  expect(then.length).toBeGreaterThan(0)

  nowMs += 31 * DAY_MS
  await incident(mission, 'late', NOON - 2 * HOUR_MS)
  await append(mission, 'incident-ended', { id: digestOf('then') })
  await mission.ledger.publishCheckpoint('internal', toInstant(nowMs))
  await mission.ledger.publishCheckpoint('public', toInstant(nowMs))
  const { identity, tables } = take(await findMission(folder, null))
  await missions.splice(0)[0]?.close()
  const sealed = sealHandover({
    folder,
    tables,
    mission: identity,
    threshold: 2,
    shares: 3,
    secrets: new Map(),
    now: toInstant(nowMs),
  })
  const shares = sealed.shares.slice(1).map((line) => take(parseShare(line, 'share')))
  const elsewhere = join(place, 'elsewhere')
  take(
    await openHandover(sealed.bytes(), shares, {
      folder: elsewhere,
      addressOf: async () => take(await findMission(elsewhere, null)).tables,
      passphrase: null,
      now: toInstant(nowMs),
    }),
  )
  const there = await open(elsewhere)
  expect(take(await listsAsOf(there, size))).toEqual(then)
  expect(await there.ledger.sizeOf('public')).toBeGreaterThan(size)
})
