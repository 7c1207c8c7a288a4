// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { exerciseSaltKey } from '#evidence'
import { digestOf, formatInstant, HOUR_MS, toInstant } from '#kernel'

import { noteSilences } from '../database/index.ts'
import { openMission, type Mission } from '../mission/index.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import { pollFirms } from './poll-firms.ts'
import { repeat, waitAfter } from './repeat.ts'
import { createInbox } from './watch-inbox.ts'

const cryptography = createNodeCryptography()
const START = Date.UTC(2026, 5, 24, 7)
const clock = { now: toInstant(START) }
const KEY = 'abcdef0123456789abcdef0123456789'
const TABLE = 'latitude,longitude,bright_ti4\n'
const BOX = { west: 22, south: 44, east: 41, north: 53 }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(folder?: string): Promise<Mission> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'marsad-intake-')))
  if (folder === undefined) closing.push(() => rm(place, { recursive: true, force: true }))
  const held = await openMission({
    folder: place,
    databaseUrl: null,
    keys: { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) },
    now: () => clock.now,
    onLost: () => {},
  })
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  let isOpen = true
  const close = async () => {
    if (isOpen) await held.value.close()
    isOpen = false
  }
  closing.push(close)
  return { ...held.value, close }
}

/** Answers like the area API, with what is left of `answers`, and notes what it was asked. */
async function stubFirms(answers: { readonly status: number; readonly body: string }[]) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status, body } = answers.shift() ?? { status: 200, body: TABLE }
    response.writeHead(status).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => void server.close())
  return { asked, settings: { key: KEY, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } }
}

const portsOf = (mission: Mission) => ({ ...mission, wake: () => {} })
const never = new AbortController().signal

async function recordsOf(mission: Mission, kinds: readonly string[]) {
  const records = []
  for await (const { content } of mission.ledger.entries('public', { kinds })) {
    if (content.kind === 'record') records.push(content.record)
  }
  return records
}

describe('FIRMS', () => {
  test('[LF1] each satellite is asked for the area, and each answer becomes an original of the feed', async () => {
    const mission = await open()
    const { asked, settings } = await stubFirms([
      { status: 200, body: `${TABLE}1,2,3\n` },
      { status: 200, body: `${TABLE}4,5,6\n` },
      { status: 200, body: `${TABLE}7,8,9\n` },
    ])
    await pollFirms(portsOf(mission), settings, BOX, never)
    expect(asked).toEqual(
      ['SNPP', 'NOAA20', 'NOAA21'].map(
        (name) => `/api/area/csv/${KEY}/VIIRS_${name}_NRT/22.000,44.000,41.000,53.000/2`,
      ),
    )
    const received = await recordsOf(mission, ['received'])
    expect(received.map(({ body }) => body['original'])).toEqual(
      ['1,2,3', '4,5,6', '7,8,9'].map((row) => digestOf(`${TABLE}${row}\n`)),
    )
    expect(JSON.stringify(received)).not.toContain(KEY)
  })

  test('[LF1] an area across the date line is asked for in two halves', async () => {
    const { asked, settings } = await stubFirms([])
    await pollFirms(portsOf(await open()), settings, { ...BOX, west: 170, east: -170 }, never)
    expect(asked.map((path) => path.split('/')[6])).toEqual([
      ...Array.from({ length: 3 }, () => '170.000,44.000,180.000,53.000'),
      ...Array.from({ length: 3 }, () => '-180.000,44.000,-170.000,53.000'),
    ])
  })

  test.each([
    ['source-refused', { status: 503, body: '' }],
    ['answer-unusable', { status: 200, body: `Invalid MAP_KEY ${KEY}` }],
    ['source-unreachable', { status: 302, body: '' }],
  ])('[LF1] failing (%s) it says so without the key, and nothing is taken in', async (code, answer) => {
    const mission = await open()
    const { settings } = await stubFirms([answer])
    const error: unknown = await pollFirms(portsOf(mission), settings, BOX, never).catch(
      (one: unknown) => one,
    )
    expect(error).toMatchObject({ name: 'IntakeError', code })
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain(KEY)
    expect(await recordsOf(mission, ['received'])).toEqual([])
  })

  test('[LF1] nobody there is a failure like any other, and says nothing of the address', async () => {
    const error: unknown = await pollFirms(
      portsOf(await open()),
      { key: KEY, url: 'http://127.0.0.1:1' },
      BOX,
      never,
    ).catch((one: unknown) => one)
    expect(error).toMatchObject({ code: 'source-unreachable' })
    expect((error as Error).cause).toBeUndefined()
  })

  test('[LF1] what failed is tried again, later each time and spread, until it works', async () => {
    const rhythm = { everyMs: 1_000, retryMs: 100 }
    expect([1, 2, 3, 9].map((failures) => waitAfter(rhythm, failures, 1))).toEqual([100, 200, 400, 1_000])
    expect([0, 0.5, 1].map((random) => waitAfter(rhythm, 2, random))).toEqual([100, 150, 200])
    const faults: unknown[] = []
    let calls = 0
    await new Promise<void>((done) => {
      const running = repeat(
        { everyMs: 60_000, retryMs: 1 },
        async () => {
          calls += 1
          if (calls < 4) throw new Error('not yet')
          done()
        },
        (error) => faults.push(error),
      )
      closing.push(() => running.stop())
    })
    expect([calls, faults.length]).toEqual([4, 3])
  })
})

describe('the inbox', () => {
  const lay = async (mission: Mission, feed: string, name: string, text: string): Promise<string> => {
    await mkdir(join(mission.folder, 'inbox', feed), { recursive: true })
    const path = join(mission.folder, 'inbox', feed, name)
    await writeFile(path, text)
    return path
  }

  test('[LF2] a file is taken once it has stopped growing, and moved under its digest', async () => {
    const mission = await open()
    const inbox = createInbox(mission.folder, portsOf(mission), (error) => {
      throw error
    })
    expect(await inbox.look()).toBe(0)
    const path = await lay(mission, 'firms-north', 'pass.csv', TABLE)
    await lay(mission, 'firms-north', '.unfinished.csv', TABLE)
    expect(await inbox.look()).toBe(0)
    await appendFile(path, '1,2,3\n')
    expect(await inbox.look()).toBe(0)
    expect(await inbox.look()).toBe(1)
    const digest = digestOf(`${TABLE}1,2,3\n`)
    expect(await readdir(join(mission.folder, 'taken', 'firms-north'))).toEqual([`${digest}-pass.csv`])
    expect(await readdir(join(mission.folder, 'inbox', 'firms-north'))).toEqual(['.unfinished.csv'])
    expect((await recordsOf(mission, ['received'])).map(({ body }) => body)).toMatchObject([
      { feed: 'firms-north', original: digest, name: 'pass.csv' },
    ])
    // As if it had been interrupted before it could move the file.
    await lay(mission, 'firms-north', 'pass.csv', `${TABLE}1,2,3\n`)
    await inbox.look()
    expect(await inbox.look()).toBe(1)
    expect(await recordsOf(mission, ['received'])).toHaveLength(1)
  })

  test('[LF2] a file of no source we know stays, is told once, and keeps nobody else waiting', async () => {
    const mission = await open()
    const faults: unknown[] = []
    const inbox = createInbox(mission.folder, portsOf(mission), (error) => faults.push(error))
    await lay(mission, 'a-riddle', 'x.csv', TABLE)
    await lay(mission, 'viina', 'y.csv', TABLE)
    for (let n = 0; n < 4; n += 1) await inbox.look()
    expect(faults).toMatchObject([{ code: 'feed-refused' }])
    expect(await readdir(join(mission.folder, 'inbox', 'a-riddle'))).toEqual(['x.csv'])
    expect(await recordsOf(mission, ['received'])).toHaveLength(1)
  })
})

describe('silence', () => {
  test('[LF3] is on record once, ends when something comes, and is told once whatever is started anew', async () => {
    clock.now = toInstant(START)
    const mission = await open()
    await mission.feeds.declare('firms', null, clock.now)
    await mission.feeds.declare('table', null, clock.now)
    const look = async (hours: number, on: Mission = mission) => {
      clock.now = toInstant(START + hours * HOUR_MS)
      return noteSilences(on.ledger, clock.now)
    }
    const hear = (text: string) =>
      mission.feeds.acknowledge({ feed: 'firms', original: digestOf(text), bytes: 1, receivedAt: clock.now })
    expect(await look(15)).toBe(0)
    expect(await look(15.1)).toBe(1)
    expect(await look(40)).toBe(0)
    expect(await mission.feeds.silences()).toEqual(new Map([['firms', START]]))
    await hear('a')
    expect(await look(41)).toBe(1)
    expect(await mission.feeds.silences()).toEqual(new Map())
    expect(await look(50)).toBe(0)
    await mission.close()
    const again = await open(mission.folder)
    // Heard at hour 40, silent again since then.
    expect(await look(60, again)).toBe(1)
    expect(await look(61, again)).toBe(0)
    const at = (hours: number) => formatInstant(toInstant(START + hours * HOUR_MS))
    expect(
      (await recordsOf(again, ['feed-silent', 'feed-heard'])).map(({ kind, body }) => ({ kind, ...body })),
    ).toMatchObject([
      { kind: 'feed-silent', feed: 'firms', since: at(0), expectedSeconds: 54_000 },
      { kind: 'feed-heard', feed: 'firms', since: at(0), heardAt: at(40) },
      { kind: 'feed-silent', feed: 'firms', since: at(40) },
    ])
  })
})
