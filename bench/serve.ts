// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { generateFirms } from './generated-firms.ts'
import { processMemory } from './serve/process-memory.ts'
import { serveMission, type ServedMission } from './serve/served-mission.ts'

/**
 * Loopback load on the built program: `--rate` observations a second for `--seconds`, while `--readers` people read lists. Fails
 * where a read's 99th percentile is above 150 ms or anything was refused.
 */
const SECONDS = option('--seconds', 60)
const RATE = option('--rate', 1_000)
const READERS = option('--readers', 50)
const ROWS_IN_AN_UPLOAD = 50
/** What somebody looks at before they ask again. */
const THINKING_MS = 500
const MOST_P99_MS = 150
/** Days of June 2026 over which the observations of a run are spread, so that a day is as full as a day of FIRMS. */
const DAYS = 10

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

interface Tally {
  readonly milliseconds: number[]
  readonly statuses: Map<number, number>
}
const tally = (): Tally => ({ milliseconds: [], statuses: new Map() })

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

/** Sends at the times that the rate gives, whether the answers keep up or not: a slow server is not asked less. */
async function upload({ url, token }: ServedMission, into: Tally): Promise<void> {
  const everyMs = (1_000 * ROWS_IN_AN_UPLOAD) / RATE
  const uploads = Math.round((SECONDS * 1_000) / everyMs)
  const bodies = Array.from({ length: uploads }, (_, n) => dayOfUpload(n, uploads))
  const began = performance.now()
  const sent: Promise<void>[] = []
  for (const [n, body] of bodies.entries()) {
    await sleep(began + n * everyMs - performance.now())
    sent.push(
      timed(into, `${url}/api/v1/feeds/firms-bench/originals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      }),
    )
  }
  await Promise.all(sent)
}

function dayOfUpload(n: number, uploads: number): string {
  const day = `${1 + Math.floor((n / uploads) * DAYS)}`.padStart(2, '0')
  return new TextDecoder()
    .decode(generateFirms(ROWS_IN_AN_UPLOAD, n + 1))
    .replaceAll(/2026-06-\d\d/g, `2026-06-${day}`)
}

const QUESTIONS = [
  'incidents?limit=100',
  'observations?limit=100',
  'violations?limit=100',
  'incidents?from=2026-06-02T00:00:00Z&to=2026-06-04T00:00:00Z&limit=50',
  'observations?bbox=36,47,39,50&limit=100',
  'observations?from=2026-06-01T06:00:00Z&to=2026-06-01T12:00:00Z&bbox=30,46,40,52&limit=100',
  'lists',
]

async function read(
  { url, cookie }: ServedMission,
  reader: number,
  untilMs: number,
  into: Tally,
): Promise<void> {
  await sleep((reader / READERS) * THINKING_MS)
  for (let n = reader; performance.now() < untilMs; n += 1) {
    await timed(into, `${url}/api/v1/${QUESTIONS[n % QUESTIONS.length]}`, { headers: { cookie } })
    await sleep(THINKING_MS)
  }
}

const at = ({ milliseconds }: Tally, share: number): string => {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)} ms`
}

const folder = mkdtempSync(join(tmpdir(), 'marsad-bench-serve-'))
const mission = await serveMission(join(folder, 'mission'), 'firms-bench')
let failed = false
try {
  const uploads = tally()
  const reads = tally()
  const untilMs = performance.now() + SECONDS * 1_000
  await Promise.all([
    upload(mission, uploads),
    ...Array.from({ length: READERS }, (_, reader) => read(mission, reader, untilMs, reads)),
  ])
  const refused = [...uploads.statuses, ...reads.statuses]
    .filter(([status]) => status !== 200 && status !== 201)
    .reduce((sum, [, count]) => sum + count, 0)
  const p99 = reads.milliseconds.toSorted((a, b) => a - b)[Math.floor(reads.milliseconds.length * 0.99)] ?? 0
  const metrics = await (await fetch(`${mission.url}/metrics`)).text()
  const backlog = /^marsad_backlog_originals (\d+)/m.exec(metrics)?.[1] ?? '?'
  const page = await fetch(`${mission.url}/api/v1/observations?limit=1`, {
    headers: { cookie: mission.cookie },
  })
  const { total } = (await page.json()) as { total: { atLeast: number } }
  const { now, peak } = processMemory(mission.pid)
  console.log(
    `uploads  ${uploads.milliseconds.length} of ${ROWS_IN_AN_UPLOAD} rows in ${SECONDS} s: p50 ${at(uploads, 0.5)}, p99 ${at(uploads, 0.99)} (${describe(uploads)})`,
  )
  console.log(
    `reads    ${reads.milliseconds.length} by ${READERS} readers: p50 ${at(reads, 0.5)}, p95 ${at(reads, 0.95)}, p99 ${at(reads, 0.99)}, most ${at(reads, 1)} (${describe(reads)})`,
  )
  console.log(
    `refused  ${refused}; waiting ${backlog} originals; at least ${total.atLeast} observations to read; memory ${now.toFixed(0)} MB, peak ${peak.toFixed(0)} MB`,
  )
  failed = refused > 0 || p99 > MOST_P99_MS
  if (failed) console.log(`FAILED   at most ${MOST_P99_MS} ms and nothing refused`)
} finally {
  await mission.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

function describe({ statuses }: Tally): string {
  return [...statuses].map(([status, count]) => `${status === 0 ? 'no answer' : status}: ${count}`).join(', ')
}
