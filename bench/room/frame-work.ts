// SPDX-License-Identifier: Apache-2.0

/** An event of Chromium's trace, as far as it is read here; times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of the processor. */
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly isMainFrame?: boolean } }
}

export interface FrameWork {
  /** Work of the main thread for each of its frames, in milliseconds of the processor: from one frame's begin to the next one's. */
  readonly workMs: readonly number[]
  /** The same by the clock: with it what the thread waited for a processor, or for another process. */
  readonly clockMs: readonly number[]
  /** Each task of the main thread, in milliseconds by the clock. */
  readonly tasksMs: readonly number[]
  /** Frames that the compositor drew. */
  readonly drawn: number
  readonly seconds: number
}

const TASK = 'ThreadControllerImpl::RunTask'
const FRAME_BEGINS = 'BeginMainThreadFrame'
const FRAME_DRAWN = 'DrawFrame'

/**
 * What the main thread of a page did, out of a trace. Work per frame is what the thread had of a processor in all tasks that began
 * between one animation frame and the next; beside it the same by the clock. What the processes of the graphics card and the compositor
 * do is in neither, though where they draw in software they leave the thread waiting. Of several renderers that one is read that had most
 * frames. Throws TypeError where the trace does not tell times of the processor.
 */
export function frameWorkOf(events: readonly TraceEvent[]): FrameWork {
  const frames = events.filter(({ name }) => name === FRAME_BEGINS)
  const main = mostFrequent(frames.map(({ pid, tid }) => `${pid} ${tid}`))
  const isOfPage = ({ pid, tid }: TraceEvent): boolean => `${pid} ${tid}` === main
  const begins = frames
    .filter(isOfPage)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b)
  const tasks = events
    .filter((event) => event.name === TASK && event.ph === 'X' && isOfPage(event))
    .toSorted((a, b) => a.ts - b.ts)
  if (tasks.length > 0 && tasks.every(({ tdur }) => tdur === undefined))
    throw new TypeError('a trace without times of the processor')
  const first = begins[0] ?? 0
  const last = begins.at(-1) ?? 0
  const workMs = begins.slice(1).map(() => 0)
  const clockMs = begins.slice(1).map(() => 0)
  let frame = 0
  for (const { ts, dur = 0, tdur } of tasks) {
    // A frame begins inside the task that draws it: that task is counted to the frame that it begins in.
    const reach = ts + dur
    if (reach < first || ts >= last) continue
    while (frame + 1 < begins.length && begins[frame + 1]! <= reach) frame += 1
    if (frame >= workMs.length) continue
    // Chromium leaves the time of the processor out where it rounds to nothing: the clock's is not less.
    workMs[frame]! += (tdur ?? dur) / 1_000
    clockMs[frame]! += dur / 1_000
  }
  const page = main.split(' ')[0]
  return {
    workMs,
    clockMs,
    tasksMs: tasks.map(({ dur = 0 }) => dur / 1_000),
    drawn: events.filter(({ name, pid }) => name === FRAME_DRAWN && String(pid) === page).length,
    seconds: (last - first) / 1e6,
  }
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as const)[0]
}
