// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { FromWorker, ToWorker } from './messages.ts'
import type { SituationFilter } from './situation-filter.ts'

const ROWS = [
  ['a', 1_000, 2_000, 30, 48, 100, 0, 0.5],
  ['b', 3_000, 4_000, 31, 49, 100, 1, 0.6],
  ['c', 5_000, 6_000, 32, 50, 100, 0, 0.7],
]
const WHOLE: SituationFilter = { fromMs: null, toMs: null, hidden: [], leastProbability: 0 }
const LATE: SituationFilter = { ...WHOLE, fromMs: 2_500 }

type Answer = Extract<FromWorker, { readonly kind: 'answered' }>

let told: FromWorker[]
let ask: (message: ToWorker) => void
/** What the live updates send, at once; then nothing more. */
let events: string

const textOf = (rows: readonly unknown[]): string =>
  [{ asOf: 7, exercise: true, hypotheses: ['x', 'y'] }, ...rows, { rows: rows.length }]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

type Sending = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>

/** An answer that never ends, as from a service that hangs: only whoever asked can give it up. */
const hanging = (signal: AbortSignal, begin: (sending: Sending) => void): Response =>
  new Response(
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(sending) {
        begin(sending)
        signal.addEventListener('abort', () => sending.error(signal.reason))
      },
    }),
  )

const stream = (text: string): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(utf8(text))
      },
    }),
  )

beforeEach(async () => {
  told = []
  events = ''
  vi.resetModules()
  vi.stubGlobal('self', {
    postMessage: (message: FromWorker) => told.push(message),
    addEventListener: (_: string, listener: (event: { readonly data: ToWorker }) => void) => {
      ask = (data) => listener({ data })
    },
  })
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(path.startsWith('/api/v1/situation') ? new Response(textOf(ROWS)) : stream(events)),
  )
  await import('./situation-worker.ts')
})
afterEach(() => vi.unstubAllGlobals())

const lastAnswer = (): Answer => told.findLast((one) => one.kind === 'answered') as Answer
const isTold = (kind: FromWorker['kind']) =>
  vi.waitFor(() => expect(told.some((one) => one.kind === kind)).toBe(true))
const filter = (one: SituationFilter, isPassing: boolean): Answer => {
  ask({ kind: 'filter', filter: one, sort: 'latest', isPassing })
  return lastAnswer()
}

test('[WB72] a filter that passes is counted alone, one at rest is put in order, and an order that stayed is not sent again', async () => {
  ask({ kind: 'open', asOf: 7, turn: 1 })
  await isTold('loaded')
  expect([...(lastAnswer().order ?? [])]).toEqual([2, 1, 0])
  expect(filter(LATE, true)).toMatchObject({ count: 2, order: null, byHypothesis: [1, 1, 0] })
  expect([...(filter(LATE, false).order ?? [])]).toEqual([2, 1])
  expect(filter(LATE, false)).toMatchObject({ count: 2, order: null })
  expect([...(filter(WHOLE, false).order ?? [])]).toEqual([2, 1, 0])
  // Opened anew, the page has no order, whatever it is.
  told = []
  ask({ kind: 'open', asOf: 7, turn: 2 })
  await isTold('loaded')
  expect([...(lastAnswer().order ?? [])]).toEqual([2, 1, 0])
})

test('[WB72] where too much was missed to be sent, the page is told to open everything anew', async () => {
  events = 'event: reset\ndata: {}\n\n'
  ask({ kind: 'open', asOf: null, turn: 1 })
  await isTold('reset')
  expect(told.filter((one) => one.kind === 'opened')).toHaveLength(1)
})

test('[WB72] an id is told of rows that there are', async () => {
  ask({ kind: 'open', asOf: 7, turn: 1 })
  await isTold('loaded')
  ask({ kind: 'name', rows: [1, 99] })
  expect(told.at(-1)).toEqual({ kind: 'named', names: [[1, 'b']] })
})

test('[WB77] a connection on which nothing is heard is lost and made anew, one with signs of life is not', async () => {
  vi.useFakeTimers()
  try {
    const streams: Sending[] = []
    vi.stubGlobal('fetch', (path: string, { signal }: { readonly signal: AbortSignal }) => {
      if (path.startsWith('/api/v1/situation')) return Promise.resolve(new Response(textOf(ROWS)))
      return Promise.resolve(hanging(signal, (controller) => streams.push(controller)))
    })
    const connections = (): readonly string[] =>
      told.flatMap((one) => (one.kind === 'connection' ? [one.connection] : []))
    ask({ kind: 'open', asOf: null, turn: 1 })
    await vi.advanceTimersByTimeAsync(100)
    expect(connections()).toEqual(['connecting', 'live'])
    for (let beat = 0; beat < 5; beat += 1) {
      await vi.advanceTimersByTimeAsync(15_000)
      streams[0]?.enqueue(utf8(': here\n\n'))
    }
    await vi.advanceTimersByTimeAsync(30_000)
    expect(connections()).toEqual(['connecting', 'live'])
    await vi.advanceTimersByTimeAsync(6_000)
    expect(connections()).toEqual(['connecting', 'live', 'lost'])
    await vi.advanceTimersByTimeAsync(2_500)
    expect(connections()).toEqual(['connecting', 'live', 'lost', 'live'])
    expect(streams).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

test('[WB77] what was refused for a reason that passes is asked for again, anything else is not', async () => {
  vi.useFakeTimers()
  try {
    const answers = [
      new Response('{"code":"not-ready"}', { status: 503 }),
      new Response(textOf(ROWS).slice(0, -20)),
      new Response(textOf(ROWS)),
      new Response('{"code":"query-unusable"}', { status: 400 }),
    ]
    let asked = 0
    vi.stubGlobal('fetch', () => {
      asked += 1
      return Promise.resolve(answers[asked - 1] ?? new Response('', { status: 500 }))
    })
    const codes = (): readonly string[] => told.flatMap((one) => (one.kind === 'refused' ? [one.code] : []))
    ask({ kind: 'open', asOf: 7, turn: 1 })
    await vi.advanceTimersByTimeAsync(12_000)
    expect(codes()).toEqual(['not-ready', 'answer-cut-short'])
    expect(told.filter((one) => one.kind === 'loaded')).toEqual([{ kind: 'loaded', rows: 3 }])
    ask({ kind: 'open', asOf: 99, turn: 2 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(codes()).toEqual(['not-ready', 'answer-cut-short', 'query-unusable'])
    expect(asked).toBe(4)
  } finally {
    vi.useRealTimers()
  }
})

test('[WB77] an answer that goes silent midway is given up and asked for again, and what ended meanwhile is gone', async () => {
  vi.useFakeTimers()
  try {
    const half = textOf(ROWS).split('\n').slice(0, 3).join('\n')
    let asked = 0
    vi.stubGlobal('fetch', (_: string, { signal }: { readonly signal: AbortSignal }) => {
      asked += 1
      if (asked > 1) return Promise.resolve(new Response(textOf(ROWS.slice(1))))
      return Promise.resolve(hanging(signal, (controller) => controller.enqueue(utf8(`${half}\n`))))
    })
    ask({ kind: 'open', asOf: 7, turn: 1 })
    await vi.advanceTimersByTimeAsync(34_000)
    expect(told.some((one) => one.kind === 'refused')).toBe(false)
    await vi.advanceTimersByTimeAsync(7_000)
    expect(told.filter((one) => one.kind === 'refused')).toEqual([{ kind: 'refused', code: 'unreachable' }])
    expect(told.some((one) => one.kind === 'loaded')).toBe(true)
    // Of the rows a, b and c the first was there at first, and not at last.
    expect(filter(WHOLE, false).count).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})
