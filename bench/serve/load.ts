// SPDX-License-Identifier: Apache-2.0
import { generateFirms } from '../generated-firms.ts'
import type { ServedMission } from './served-mission.ts'

/** What a served mission is put under. */
export interface Load {
  readonly feed: string
  readonly seconds: number
  /** Observations a second. */
  readonly rate: number
  readonly readers: number
  /** UTC days from 1 June 2026 over which the observations are spread, in the order in which they are sent. */
  readonly days: number
}

/** Times and statuses of one kind of request; status 0 is no answer. */
export interface Tally {
  readonly milliseconds: number[]
  readonly statuses: Map<number, number>
}

export const ROWS_IN_AN_UPLOAD = 50
/** What somebody looks at before they ask again. */
const THINKING_MS = 500
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2026, 5, 1)

const QUESTIONS = [
  'incidents?limit=100',
  'observations?limit=100',
  'violations?limit=100',
  'incidents?from=2026-06-02T00:00:00Z&to=2026-06-04T00:00:00Z&limit=50',
  'observations?bbox=36,47,39,50&limit=100',
  'observations?from=2026-06-01T06:00:00Z&to=2026-06-01T12:00:00Z&bbox=30,46,40,52&limit=100',
  'lists',
]

/** Delivers at the rate whether the answers keep up or not, while readers read; resolves when every answer came. */
export async function putUnderLoad(
  mission: ServedMission,
  load: Load,
): Promise<{ readonly uploads: Tally; readonly reads: Tally }> {
  const uploads: Tally = { milliseconds: [], statuses: new Map() }
  const reads: Tally = { milliseconds: [], statuses: new Map() }
  const untilMs = performance.now() + load.seconds * 1_000
  await Promise.all([
    upload(mission, load, uploads),
    ...Array.from({ length: load.readers }, (_, reader) => read(mission, load, reader, untilMs, reads)),
  ])
  return { uploads, reads }
}

/** Requests that were answered by anything but success. */
export const refusedIn = ({ statuses }: Tally): number =>
  [...statuses].reduce((sum, [status, count]) => sum + (status === 200 || status === 201 ? 0 : count), 0)

async function upload({ url, token }: ServedMission, load: Load, into: Tally): Promise<void> {
  const everyMs = (1_000 * ROWS_IN_AN_UPLOAD) / load.rate
  const uploads = Math.round((load.seconds * 1_000) / everyMs)
  const began = performance.now()
  const sent: Promise<void>[] = []
  for (let n = 0; n < uploads; n += 1) {
    const body = rowsOfUpload(n, Math.floor((n / uploads) * load.days))
    await sleep(began + n * everyMs - performance.now())
    sent.push(
      timed(into, `${url}/api/v1/feeds/${load.feed}/originals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      }),
    )
  }
  await Promise.all(sent)
}

function rowsOfUpload(n: number, day: number): string {
  const date = new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10)
  return new TextDecoder().decode(generateFirms(ROWS_IN_AN_UPLOAD, n + 1)).replaceAll(/2026-06-\d\d/g, date)
}

async function read(
  { url, cookie }: ServedMission,
  { readers }: Load,
  reader: number,
  untilMs: number,
  into: Tally,
): Promise<void> {
  await sleep((reader / readers) * THINKING_MS)
  for (let n = reader; performance.now() < untilMs; n += 1) {
    await timed(into, `${url}/api/v1/${QUESTIONS[n % QUESTIONS.length]}`, { headers: { cookie } })
    await sleep(THINKING_MS)
  }
}

async function timed(into: Tally, url: string, init: RequestInit): Promise<void> {
  const began = performance.now()
  const status = await fetch(url, init)
    .then(async (response) => {
      await response.arrayBuffer()
      return response.status
    })
    .catch(() => 0)
  into.milliseconds.push(performance.now() - began)
  into.statuses.set(status, (into.statuses.get(status) ?? 0) + 1)
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, ms)))
