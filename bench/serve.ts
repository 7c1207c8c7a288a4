// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'

import { numberOption } from './option.ts'
import { quantile } from './quantile.ts'
import { putUnderLoad, refusedIn, ROWS_IN_AN_UPLOAD, type Tally } from './serve/load.ts'
import { processMemory } from './serve/process-memory.ts'
import { serveMission } from './serve/served-mission.ts'

/**
 * Loopback load on the built program: `--rate` observations a second for `--seconds`, while `--readers` people read lists. Fails
 * where a read's 99th percentile is above 150 ms or anything was refused.
 */
const SECONDS = numberOption('--seconds', 60)
const RATE = numberOption('--rate', 1_000)
const READERS = numberOption('--readers', 50)
const MOST_P99_MS = 150
/** Days over which the observations of a run are spread, so that a day is as full as a day of FIRMS. */
const DAYS = 10
const FEED = 'firms-bench'

const at = (tally: Tally, share: number): string => `${quantile(tally.milliseconds, share).toFixed(1)} ms`
const describe = ({ statuses }: Tally): string =>
  [...statuses].map(([status, count]) => `${status === 0 ? 'no answer' : status}: ${count}`).join(', ')

console.log(
  `machine  ${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)} before; client and service on the same machine`,
)
const folder = mkdtempSync(join(tmpdir(), 'marsad-bench-serve-'))
const mission = await serveMission(join(folder, 'mission'), FEED)
try {
  const load = { feed: FEED, seconds: SECONDS, rate: RATE, readers: READERS, days: DAYS }
  const { uploads, reads } = await putUnderLoad(mission, load)
  const metrics = await (await fetch(`${mission.url}/metrics`)).text()
  const backlog = /^marsad_backlog_originals (\d+)/m.exec(metrics)?.[1] ?? '?'
  const page = await fetch(`${mission.url}/api/v1/observations?limit=1`, {
    headers: { cookie: mission.cookie },
  })
  const { total } = (await page.json()) as { total: { atLeast: number } }
  const { now, peak } = processMemory(mission.pid)
  const refused = refusedIn(uploads) + refusedIn(reads)
  console.log(
    `uploads  ${uploads.milliseconds.length} of ${ROWS_IN_AN_UPLOAD} rows in ${SECONDS} s: p50 ${at(uploads, 0.5)}, p99 ${at(uploads, 0.99)} (${describe(uploads)})`,
  )
  console.log(
    `reads    ${reads.milliseconds.length} by ${READERS} readers: p50 ${at(reads, 0.5)}, p95 ${at(reads, 0.95)}, p99 ${at(reads, 0.99)}, most ${at(reads, 1)} (${describe(reads)})`,
  )
  console.log(
    `refused  ${refused}; waiting ${backlog} originals; at least ${total.atLeast} observations to read; memory ${now.toFixed(0)} MB, peak ${peak.toFixed(0)} MB`,
  )
  if (refused > 0 || quantile(reads.milliseconds, 0.99) > MOST_P99_MS) {
    console.log(`FAILED   at most ${MOST_P99_MS} ms and nothing refused`)
    process.exitCode = 1
  }
} finally {
  await mission.stop()
  rmSync(folder, { recursive: true, force: true })
}
