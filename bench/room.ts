// SPDX-License-Identifier: Apache-2.0
import { cpus, loadavg, totalmem } from 'node:os'
import { writeFileSync } from 'node:fs'

import { launchChromium, noBrowser } from '../test/browser/chromium.ts'
import { entryKilobytes } from '../test/browser/entry-size.ts'
import { numberOption, textOption } from './option.ts'
import { quantile } from './quantile.ts'
import { frameWorkOf, type FrameWork } from './room/frame-work.ts'
import { heapAfterCollection } from './room/page-heap.ts'
import { recordTrace } from './room/record-trace.ts'
import { brushTime, panMap, rendererOf, visitRoom, type RoomVisit } from './room/room-visit.ts'
import { serveBusyRoom, type BusyRoom } from './room/served-room.ts'

/**
 * The situation room with 100,000 incidents while 500 a second change: the map is panned and the timeline brushed in Chromium, and the
 * main thread is traced. Prints the machine and the figures; fails where a bar is missed. `--trace FILE` keeps the trace, with samples;
 * `--folder FOLDER` keeps what was filled for the next time.
 */
const INCIDENTS = numberOption('--incidents', 100_000)
const UPDATES_A_SECOND = numberOption('--rate', 500)
/** Long enough for some 250 frames: of 80 the 95th percentile is the fourth worst, and chance. */
const SECONDS = numberOption('--seconds', 30)
const TRACE = textOption('--trace')

const MOST_WORK_MS = 8
const MOST_TASK_MS = 200
const MOST_FIRST_PAINT_MS = 2_000
const MOST_ENTRY_KILOBYTES = 350

const ms = (value: number): string => `${value.toFixed(1)} ms`
const say = (name: string, text: string): void => console.log(`${name.padEnd(10)}${text}`)
const missed: string[] = []

function judge(what: string, value: number, most: number): void {
  if (!(value <= most)) missed.push(`${what}: ${value.toFixed(1)}, at most ${most}`)
}

function sayWork(
  name: string,
  isByHand: boolean,
  { workMs, clockMs, tasksMs, drawn, seconds }: FrameWork,
): void {
  const p95 = quantile(workMs, 0.95)
  const longest = Math.max(0, ...tasksMs)
  say(
    name,
    `work per frame p50 ${ms(quantile(workMs, 0.5))}, p95 ${ms(p95)}, most ${ms(Math.max(0, ...workMs))} of ${workMs.length} frames; by the clock p50 ${ms(quantile(clockMs, 0.5))}, p95 ${ms(quantile(clockMs, 0.95))}; longest task ${ms(longest)}; drawn ${drawn} in ${seconds.toFixed(1)} s (${(drawn / seconds).toFixed(1)} fps, not judged)`,
  )
  if (isByHand) judge(`work per frame while ${name}, p95 ms`, p95, MOST_WORK_MS)
  judge(`longest task while ${name}, ms`, longest, MOST_TASK_MS)
  if (workMs.length < SECONDS) missed.push(`${name}: too few frames to say anything`)
}

async function watch({ page, session }: RoomVisit, room: BusyRoom): Promise<void> {
  const before = await room.updates()
  room.setRate(UPDATES_A_SECOND)
  const began = performance.now()
  // A first second, so that the updates are under way.
  await page.waitForTimeout(1_000)
  for (const [name, isByHand, act] of [
    ['panning', true, panMap],
    ['brushing', true, brushTime],
    // Not judged by the frame: while nothing is touched the browser clears its memory up, and there are few frames.
    ['looking', false, (_: typeof page, forMs: number) => page.waitForTimeout(forMs)],
  ] as const) {
    const events = await recordTrace(session, () => act(page, SECONDS * 1_000), TRACE !== null)
    if (TRACE !== null) writeFileSync(`${TRACE}.${name}.json`, JSON.stringify({ traceEvents: events }))
    sayWork(name, isByHand, frameWorkOf(events))
  }
  const rate = ((await room.updates()) - before) / ((performance.now() - began) / 1_000)
  room.setRate(0)
  say('updates', `${rate.toFixed(0)} a second written, as asked ${UPDATES_A_SECOND}`)
  if (rate < UPDATES_A_SECOND * 0.95) missed.push(`updates: only ${rate.toFixed(0)} a second`)
}

async function run(): Promise<void> {
  const [cpu] = cpus()
  say(
    'machine',
    `${cpus().length} x ${cpu?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
  )
  const load = (): string =>
    loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')
  say('load', `${load()} before`)
  const kilobytes = entryKilobytes()
  judge('entry kB', kilobytes, MOST_ENTRY_KILOBYTES)
  const began = performance.now()
  const room = await serveBusyRoom(INCIDENTS, textOption('--folder'))
  const browser = await launchChromium()
  try {
    say(
      'filled',
      `${INCIDENTS} incidents in ${((performance.now() - began) / 1_000).toFixed(0)} s; load ${load()}`,
    )
    const visit = await visitRoom(browser, room, INCIDENTS)
    say('renderer', `Chromium ${browser.version()}, ${await rendererOf(visit.page)}`)
    say(
      'opening',
      `rows and counts after ${ms(visit.firstPaintMs)}, all incidents after ${ms(visit.loadedMs)}; entry ${kilobytes.toFixed(0)} kB packed`,
    )
    judge('first useful paint, ms', visit.firstPaintMs, MOST_FIRST_PAINT_MS)
    await watch(visit, room)
    const { usedMegabytes, nodes, listeners } = await heapAfterCollection(visit.page)
    say('heap', `${usedMegabytes.toFixed(1)} MB after collection, ${nodes} nodes, ${listeners} listeners`)
    if (visit.faults.length > 0) missed.push(...visit.faults)
    say('load', `${load()} after`)
  } finally {
    await browser.close()
    await room.stop()
  }
}

if (noBrowser !== '') throw new Error(noBrowser)
await run()
say(
  'measure',
  'work per frame: what the page’s main thread (CrRendererMain) had of a processor in all tasks between two animation frames; by the clock, with what it waited while the processors drew in software beside it; the longest task is by the clock',
)
for (const one of missed) console.log(`FAILED    ${one}`)
if (missed.length > 0) process.exitCode = 1
