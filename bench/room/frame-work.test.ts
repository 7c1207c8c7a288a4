// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { quantile } from '../quantile.ts'
import { frameWorkOf, type TraceEvent } from './frame-work.ts'

const PAGE = { pid: 7, tid: 1 }
const begin = (ts: number): TraceEvent => ({ name: 'BeginMainThreadFrame', ph: 'R', ts, ...PAGE })
const task = (ts: number, dur: number, of = PAGE): TraceEvent => ({
  name: 'ThreadControllerImpl::RunTask',
  ph: 'X',
  ts,
  dur,
  tdur: dur / 2,
  ...of,
})

test('[WB33] work per frame is the sum of the tasks from one frame to the next, of the page’s main thread alone', () => {
  const { workMs, clockMs, tasksMs, drawn, seconds } = frameWorkOf([
    task(0, 500),
    task(900, 3_000),
    begin(1_000),
    task(5_000, 2_000),
    task(6_000, 50_000, { pid: 8, tid: 1 }),
    task(6_000, 50_000, { pid: 7, tid: 2 }),
    begin(17_000),
    task(17_500, 1_000),
    begin(33_000),
    { name: 'DrawFrame', ph: 'I', ts: 4_000, pid: 7, tid: 3 },
    { name: 'DrawFrame', ph: 'I', ts: 4_000, pid: 9, tid: 3 },
    { name: 'BeginMainThreadFrame', ph: 'R', ts: 2_000, pid: 8, tid: 1 },
  ])
  // The task in which a frame begins is that frame's.
  expect(clockMs).toEqual([5, 1])
  expect(workMs).toEqual([2.5, 0.5])
  expect(tasksMs).toEqual([0.5, 3, 2, 1])
  expect([drawn, seconds]).toEqual([1, 0.032])
})

test('[WB33] a quantile of few values is one of them', () => {
  expect([quantile([], 0.95), quantile([4, 1, 3, 2], 0.5), quantile([1, 2], 0.95)]).toEqual([0, 3, 2])
})
