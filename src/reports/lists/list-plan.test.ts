// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { DAY_MS, toInstant } from '#kernel'

import { nextClosings, windowMarks } from './list-plan.ts'

const at = (text: string) => toInstant(Date.parse(`2026-06-24T${text}Z`))

test('[WB63] the next lists are those that close after now, of windows that ended and of the one under way', () => {
  const next = nextClosings(at('06:30:00'))
  expect(next.map(({ kind, window, dueAt }) => [kind, window.start, dueAt])).toEqual([
    ['auto-1h', at('00:00:00'), at('07:00:00')],
    ['auto-4h', at('00:00:00'), at('10:00:00')],
    ['auto-6h', at('00:00:00'), at('12:00:00')],
    ['auto-1h', at('06:00:00'), at('13:00:00')],
    ['auto-4h', at('06:00:00'), at('16:00:00')],
    ['auto-6h', at('06:00:00'), at('18:00:00')],
  ])
  // At its very end a window's last list has closed.
  expect(nextClosings(at('12:00:00'))[0]).toMatchObject({
    kind: 'auto-1h',
    window: { start: at('06:00:00') },
  })
})

test('[WB63] each window in sight says which of its lists were published; too many windows say nothing', () => {
  const lists = ['auto-1h', 'reviewed'].map((kind) => ({ start: at('06:00:00'), kind }))
  expect(windowMarks(at('05:00:00'), at('13:00:00'), lists)).toEqual([
    { window: { start: at('00:00:00'), end: at('06:00:00') }, published: [] },
    { window: { start: at('06:00:00'), end: at('12:00:00') }, published: ['auto-1h', 'reviewed'] },
    { window: { start: at('12:00:00'), end: at('18:00:00') }, published: [] },
  ])
  expect(windowMarks(at('00:00:00'), toInstant(at('00:00:00') + 90 * DAY_MS), lists)).toEqual([])
})
