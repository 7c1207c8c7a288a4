// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { exerciseSaltKey, RECORD_SCHEMA } from '#evidence'
import { digestOf, formatInstant, HOUR_MS, toInstant, type Instant } from '#kernel'

import { openMission, type Mission } from '../mission/index.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import { listsAsOf, sizeAsOf } from './lists-as-of.ts'
import { createListPublisher } from './publish-lists.ts'

const cryptography = createNodeCryptography()
const START = Date.UTC(2026, 5, 24, 7)
const clock = { now: toInstant(START) }

const folders: string[] = []
const missions: Mission[] = []
afterEach(async () => {
  for (const mission of missions.splice(0)) await mission.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function open(folder: string): Promise<Mission> {
  const held = await openMission({
    folder,
    databaseUrl: null,
    keys: { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) },
    now: () => clock.now,
    onLost: () => {},
  })
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  missions.push(held.value)
  return held.value
}

async function begin(): Promise<Mission> {
  clock.now = toInstant(START)
  const folder = await mkdtemp(join(tmpdir(), 'marsad-lists-'))
  folders.push(folder)
  const mission = await open(folder)
  await append(mission, 'agreement-adopted', { agreement: 'terms' })
  return mission
}

const append = (mission: Mission, kind: string, body: Record<string, string | object>, log?: 'internal') =>
  mission.ledger.write((turn) =>
    turn.append(log ?? 'public', {
      schema: RECORD_SCHEMA,
      kind,
      time: formatInstant(clock.now),
      audiences: ['mechanism'],
      body: body as never,
    }),
  )

const incident = (mission: Mission, name: string, atMs: number, probability = 0.9, log?: 'internal') =>
  append(
    mission,
    'incident',
    {
      id: digestOf(name),
      class: 'ordinary',
      owner: 'mechanism',
      interval: { start: formatInstant(toInstant(atMs)), end: formatInstant(toInstant(atMs + HOUR_MS)) },
      place: { latitude: 48, longitude: 37 },
      document: { likelihood: { probability } },
    },
    log,
  )

const violation = (mission: Mission, of: string, atMs: number) =>
  append(mission, 'violation', {
    id: digestOf(`violation ${of}`),
    incident: digestOf(of),
    class: 'ordinary',
    owner: 'mechanism',
    interval: { start: formatInstant(toInstant(atMs)), end: formatInstant(toInstant(atMs + HOUR_MS)) },
    place: { latitude: 48, longitude: 37 },
    document: { incident: digestOf(of), provision: 'no-fire', standing: 'possible-violation' },
  })

const turnTo = (ms: number): Instant => (clock.now = toInstant(ms))

async function published(mission: Mission) {
  const lists = []
  for await (const { content } of mission.ledger.entries('public', { kinds: ['list'] })) {
    if (content.kind !== 'record') throw new Error('a list cannot be forgotten')
    const { id, document, original } = content.record.body
    lists.push({
      id: id as string,
      brief: document as Readonly<Record<string, unknown>>,
      original: original as string,
    })
  }
  return lists
}

async function textOf(mission: Mission, original: string): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of mission.originals.read(original as never)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const NOON = Date.UTC(2026, 5, 24, 12)

describe('automatic lists', () => {
  test('[LS1] close one, four and six hours after the end of their window, once each', async () => {
    const mission = await begin()
    const lists = createListPublisher(mission)
    turnTo(NOON + HOUR_MS - 1)
    expect(await lists.closeDue()).toBe(0)
    turnTo(NOON + HOUR_MS)
    expect(await lists.closeDue()).toBe(1)
    expect(await lists.closeDue()).toBe(0)
    turnTo(NOON + 4 * HOUR_MS)
    expect(await Promise.all([lists.closeDue(), createListPublisher(mission).closeDue()])).toContain(1)
    expect((await published(mission)).map(({ id }) => id)).toEqual([
      'auto-1h-2026-06-24T06Z',
      'auto-4h-2026-06-24T06Z',
    ])
  })

  test('[LS1] those missed are closed after a restart, in the order in which they were due, saying when', async () => {
    const mission = await begin()
    turnTo(NOON + 7 * HOUR_MS + 60_000)
    await missions.splice(0)[0]?.close()
    const again = await open(mission.folder)
    expect(await createListPublisher(again).closeDue()).toBe(4)
    expect(await createListPublisher(again).closeDue()).toBe(0)
    const lists = await published(again)
    expect(lists.map(({ id }) => id)).toEqual([
      'auto-1h-2026-06-24T06Z',
      'auto-4h-2026-06-24T06Z',
      'auto-6h-2026-06-24T06Z',
      'auto-1h-2026-06-24T12Z',
    ])
    expect(lists[0]?.brief).toMatchObject({
      dueAt: formatInstant(toInstant(NOON + HOUR_MS)),
      closedAt: formatInstant(clock.now),
    })
  })

  test('[LS2] have what began in the window, and name the list they supersede', async () => {
    const mission = await begin()
    const lists = createListPublisher(mission)
    await incident(mission, 'before', NOON - 6 * HOUR_MS - 1)
    await incident(mission, 'inside', NOON - HOUR_MS)
    await violation(mission, 'inside', NOON - HOUR_MS)
    await incident(mission, 'after', NOON)
    turnTo(NOON + HOUR_MS)
    await lists.closeDue()
    await incident(mission, 'late', NOON - 2 * HOUR_MS)
    turnTo(NOON + 4 * HOUR_MS)
    await lists.closeDue()
    const [first, second] = await published(mission)
    const read = async (one: typeof first) => JSON.parse(await textOf(mission, one!.original)) as never
    expect(await read(first)).toMatchObject({
      supersedes: null,
      items: [{ id: digestOf('inside'), possibleViolations: [{ provision: 'no-fire' }] }],
    })
    expect(await read(second)).toMatchObject({
      supersedes: first?.id,
      items: [{ id: digestOf('late') }, { id: digestOf('inside') }],
    })
    expect(digestOf(await textOf(mission, first!.original))).toBe(first?.brief['digest'])
  })

  test('[LS3] are followed by one reviewed list, not before the last of them is due', async () => {
    const mission = await begin()
    const lists = createListPublisher(mission)
    const window = toInstant(NOON - 6 * HOUR_MS)
    turnTo(NOON + 6 * HOUR_MS - 1)
    await lists.closeDue()
    expect(await lists.publishReviewed(window, 'person-1')).toMatchObject({
      problems: [{ code: 'list-not-due' }],
    })
    turnTo(NOON + 6 * HOUR_MS)
    await lists.closeDue()
    expect(await lists.publishReviewed(toInstant(window + 1), 'person-1')).toMatchObject({
      problems: [{ code: 'list-window-unknown' }],
    })
    const id = 'reviewed-2026-06-24T06Z'
    expect(await lists.publishReviewed(window, 'person-1')).toEqual({ ok: true, value: id })
    expect(await lists.publishReviewed(window, 'person-2')).toMatchObject({
      problems: [{ code: 'list-already-published' }],
    })
    expect((await published(mission)).at(-1)?.brief).toMatchObject({
      id,
      supersedes: 'auto-6h-2026-06-24T06Z',
      reviewedBy: 'person-1',
    })
  })

  test('[LS4] come out as of any size with the bytes that were published, whatever happened since', async () => {
    const mission = await begin()
    const lists = createListPublisher(mission)
    await incident(mission, 'one', NOON - HOUR_MS, 0.4)
    turnTo(NOON + HOUR_MS)
    await lists.closeDue()
    // What stands in the internal log adds nothing to the public one: it may hold as of the same size, and must not change it.
    await incident(mission, 'withheld', NOON - HOUR_MS, 0.4, 'internal')
    const then = await mission.ledger.sizeOf('public')
    const thenAt = formatInstant(clock.now)
    turnTo(NOON + 2 * HOUR_MS)
    await incident(mission, 'one', NOON - HOUR_MS, 0.8)
    await incident(mission, 'two', NOON - HOUR_MS)
    turnTo(NOON + 4 * HOUR_MS)
    await lists.closeDue()

    const [first, second] = await published(mission)
    const asOf = async (text: string) => {
      const size = await sizeAsOf(mission, text)
      if (!size.ok) throw new Error(JSON.stringify(size.problems))
      const found = await listsAsOf(mission, size.value)
      if (!found.ok) throw new Error(JSON.stringify(found.problems))
      return found.value.map(({ text: bytes }) => bytes)
    }
    expect(await asOf(String(then))).toEqual([await textOf(mission, first!.original)])
    expect(await asOf(thenAt)).toEqual([await textOf(mission, first!.original)])
    expect(await asOf(formatInstant(clock.now))).toEqual([await textOf(mission, second!.original)])
    expect(await asOf('0')).toEqual([])
    expect(await sizeAsOf(mission, '99999')).toMatchObject({ problems: [{ code: 'as-of-not-reached' }] })
    expect(await sizeAsOf(mission, 'soon')).toMatchObject({ problems: [{ code: 'as-of-unreadable' }] })
  })
})
