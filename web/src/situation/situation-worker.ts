// SPDX-License-Identifier: Apache-2.0
import { mayPass } from '../api/api-problem.ts'
import { buffersOf, createColumns, ENDED, takeRows } from './incident-columns.ts'
import { eventsOf, linesOf } from './event-stream.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import {
  countRows,
  densityOf,
  EVERYTHING,
  orderRows,
  type SituationFilter,
  type SortOrder,
} from './situation-filter.ts'
import { writeRow, type SituationRow } from './situation-row.ts'

/** Everything about many incidents that would hold up the page: loading, following what is new, cutting and ordering. */
const scope = self as unknown as DedicatedWorkerGlobalScope

/** Changes are gathered for this long, so that five hundred a second redraw a map five times a second. */
const GATHERED_MS = 200
const RECONNECT_MS = 2_000
/** The service says something every fifteen seconds, if only that it is there: who misses that twice is no longer connected. */
const SILENT_MS = 35_000
/** What may pass by itself is tried again after this long. */
const TRIED_AGAIN_MS = 5_000
const TIMELINE_PARTS = 320
const ROWS_IN_A_PIECE = 5_000
/** As the service sends them: the latest are seen while the others still come. */
const ROWS_IN_FIRST_PIECE = 500

let columns = createColumns()
let rowOf = new Map<string, number>()
let idOf: string[] = []
let hypotheses: readonly string[] = []
let filter: SituationFilter = EVERYTHING
let sort: SortOrder = 'latest'
let isPassing = false
/** What the page has: an order is long, and mostly as it was. */
let toldOrder = new Uint32Array()
let opened = new AbortController()
let changedRows = new Set<number>()
let timer: ReturnType<typeof setTimeout> | null = null

const tell = (message: FromWorker, transfer: Transferable[] = []): void =>
  scope.postMessage(message, transfer)

scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'open':
      tell({ kind: 'cleared', turn: data.turn })
      void open(data.asOf)
      return
    case 'filter':
      filter = data.filter
      sort = data.sort
      isPassing = data.isPassing
      // With what has changed meanwhile: the page must not be given the order of rows that it does not have.
      handOver()
      return
    case 'name':
      tell({
        kind: 'named',
        names: data.rows.flatMap((row) => (idOf[row] === undefined ? [] : [[row, idOf[row]] as const])),
      })
      return
    case 'find':
      tell({ kind: 'found', id: data.id, row: rowOf.get(data.id) ?? null })
  }
})

async function open(asOf: number | null): Promise<void> {
  opened.abort()
  opened = new AbortController()
  const { signal } = opened
  columns = createColumns()
  rowOf = new Map()
  idOf = []
  changedRows = new Set()
  toldOrder = new Uint32Array()
  tell({ kind: 'connection', connection: asOf === null ? 'connecting' : 'off', size: asOf ?? 0 })
  while (!signal.aborted) {
    try {
      const size = await load(asOf, signal)
      return asOf === null ? await follow(size, signal) : undefined
    } catch (error) {
      if (signal.aborted) return
      const refused = error instanceof Refused ? error : null
      // Half a line is no line.
      const unread = error instanceof SyntaxError ? 'answer-cut-short' : 'unreachable'
      tell({ kind: 'connection', connection: asOf === null ? 'lost' : 'off', size: asOf ?? 0 })
      tell({ kind: 'refused', code: refused?.code ?? unread })
      if (refused?.isFinal === true) return
    }
    await pause(TRIED_AGAIN_MS)
  }
}

class Refused extends Error {
  readonly code: string
  /** Whether asking again would be answered the same. */
  readonly isFinal: boolean
  constructor(code: string, isFinal: boolean) {
    super(code)
    this.code = code
    this.isFinal = isFinal
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Reads all rows, handing them on in pieces; answers the size of the log that they are as of. */
async function load(asOf: number | null, signal: AbortSignal): Promise<number> {
  const listening = createListening(signal)
  try {
    return await loadWhile(listening, asOf)
  } finally {
    listening.end()
  }
}

async function loadWhile({ signal, heard }: Listening, asOf: number | null): Promise<number> {
  const response = await fetch(`/api/v1/situation${asOf === null ? '' : `?asOf=${asOf}`}`, { signal })
  if (!response.ok || response.body === null) {
    const problem = (await response.json().catch(() => ({}))) as { readonly code?: string }
    throw new Refused(problem.code ?? 'answer-unreadable', !mayPass(response.status))
  }
  let size = 0
  let isWhole = false
  // Of a try that broke off: what has ended since is not sent again.
  const before = new Set(rowOf.keys())
  for await (const line of linesOf(response.body, heard)) {
    if (signal.aborted) return size
    if (line === '') continue
    const value = JSON.parse(line) as
      | SituationRow
      | { readonly asOf: number; readonly exercise: boolean; readonly hypotheses: readonly string[] }
      | { readonly rows: number }
    if (Array.isArray(value)) {
      const row = value as unknown as SituationRow
      upsert(row)
      before.delete(row[0])
      const enough = columns.size <= ROWS_IN_FIRST_PIECE ? ROWS_IN_FIRST_PIECE : ROWS_IN_A_PIECE
      if (changedRows.size >= enough) handOver()
    } else if ('hypotheses' in value) {
      size = value.asOf
      ;({ hypotheses } = value)
      tell({ kind: 'opened', asOf: size, exercise: value.exercise, hypotheses })
    } else isWhole = true
  }
  if (!isWhole) throw new Refused('answer-cut-short', false)
  for (const id of before) end(id)
  handOver()
  tell({ kind: 'loaded', rows: columns.size })
  return size
}

/** Stays on the live updates, and comes back where it was when they break off. */
async function follow(from: number, signal: AbortSignal): Promise<void> {
  let position = String(from)
  while (!signal.aborted) {
    const listening = createListening(signal)
    try {
      const response = await fetch('/api/v1/events?kinds=incident&incidents=row', {
        signal: listening.signal,
        cache: 'no-store',
        headers: { 'last-event-id': position },
      })
      if (response.status === 401) throw new Refused('sign-in-needed', true)
      if (response.ok && response.body !== null) {
        tell({ kind: 'connection', connection: 'live', size: Number.parseInt(position, 10) })
        for await (const event of eventsOf(response.body, listening.heard)) {
          if (event.id !== null) position = event.id
          // The page opens anew, so that nothing of it goes by rows that are others now.
          if (event.name === 'reset') return tell({ kind: 'reset' })
          take(event.name, event.data)
          later()
        }
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Refused) throw error
    } finally {
      listening.end()
    }
    tell({ kind: 'connection', connection: 'lost', size: Number.parseInt(position, 10) })
    await pause(RECONNECT_MS)
  }
}

interface Listening {
  readonly signal: AbortSignal
  readonly heard: () => void
  readonly end: () => void
}

/** Gives a connection up on which nothing is heard for too long; also where whoever asked gives it up. */
function createListening(asked: AbortSignal): Listening {
  const silence = new AbortController()
  const giveUp = (): void => silence.abort()
  let patience = setTimeout(giveUp, SILENT_MS)
  return {
    signal: AbortSignal.any([asked, silence.signal]),
    heard(): void {
      clearTimeout(patience)
      patience = setTimeout(giveUp, SILENT_MS)
    },
    end: (): void => clearTimeout(patience),
  }
}

function take(name: string, data: string): void {
  if (name === 'incident') upsert(JSON.parse(data) as SituationRow)
  if (name === 'incident-ended') end((JSON.parse(data) as { readonly id: string }).id)
}

function end(id: string): void {
  const row = rowOf.get(id)
  if (row === undefined) return
  columns.probability[row] = ENDED
  changedRows.add(row)
}

function upsert(values: SituationRow): void {
  const [id] = values
  const row = rowOf.get(id) ?? columns.size
  rowOf.set(id, row)
  idOf[row] = id
  writeRow(columns, row, values)
  changedRows.add(row)
}

function later(): void {
  if (changedRows.size === 0) return
  timer ??= setTimeout(handOver, GATHERED_MS)
}

/** What changed, and what the filter makes of it now. */
function handOver(): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  if (changedRows.size > 0) {
    const changed = takeRows(columns, Uint32Array.from(changedRows))
    changedRows = new Set()
    tell({ kind: 'changed', changed }, buffersOf(changed))
  }
  answer()
}

function answer(): void {
  const { count, byHypothesis, withoutPlace } = countRows(columns, filter, hypotheses.length)
  const density = densityOf(columns, filter, TIMELINE_PARTS)
  const order = isPassing ? null : newOrder()
  const transfer = [order, density?.counts].flatMap((one) => (one ? [one.buffer] : []))
  tell({ kind: 'answered', count, order, density, byHypothesis, withoutPlace }, transfer)
}

/** The rows that the filter leaves in order, to be given away; null where the page has them in this order. */
function newOrder(): Uint32Array<ArrayBuffer> | null {
  const order = orderRows(columns, filter, sort)
  if (order.length === toldOrder.length && order.every((row, n) => row === toldOrder[n])) return null
  toldOrder = order
  return order.slice()
}
