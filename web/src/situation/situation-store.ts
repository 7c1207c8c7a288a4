// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'

import { createColumns, putRows, type IncidentColumns } from './incident-columns.ts'
import type { Connection, FromWorker, ToWorker } from './messages.ts'
import { EVERYTHING, type Density, type SituationFilter, type SortOrder } from './situation-filter.ts'

/** What the page shows of the situation; a new value whenever any of it changes. */
export interface Situation {
  /** The same columns all along: whoever must hear of changed rows at once asks `onChanged`. */
  readonly columns: IncidentColumns
  readonly hypotheses: readonly string[]
  readonly asOf: number | null
  readonly isLoaded: boolean
  readonly connection: Connection
  readonly refusal: string | null
  /** How many the filter leaves. */
  readonly count: number
  /** The rows that the filter leaves; those of the last filter that was at rest. */
  readonly order: Uint32Array
  readonly density: Density | null
  readonly byHypothesis: readonly number[]
  readonly withoutPlace: number
  /** Ids of rows that were asked for. */
  readonly names: ReadonlyMap<number, string>
}

/** Whoever goes through a list row by row comes back to the last ones. */
const MOST_NAMES = 1_000

const NOTHING: Situation = {
  columns: createColumns(),
  hypotheses: [],
  asOf: null,
  isLoaded: false,
  connection: 'off',
  refusal: null,
  count: 0,
  order: new Uint32Array(),
  density: null,
  byHypothesis: [],
  withoutPlace: 0,
  names: new Map(),
}

export interface SituationStore {
  subscribe(listener: () => void): () => void
  current(): Situation
  /** Hears of rows that changed, at once, before the page draws again. */
  onChanged(listener: (rows: Uint32Array) => void): () => void
  open(asOf: number | null): void
  /** Cuts everything down to this; the page hears of it when that is counted, and of the order unless another follows at once. */
  filter(filter: SituationFilter, sort: SortOrder, isPassing?: boolean): void
  currentFilter(): SituationFilter
  /** Hears at once of what is cut down to, before anything is counted. */
  onFilter(listener: (filter: SituationFilter) => void): () => void
  /** Asks for the ids of rows; they come with `names`. */
  name(rows: readonly number[]): void
  find(id: string): Promise<number | null>
  close(): void
}

/** The page's end of the worker that holds all incidents. */
export function createSituationStore(): SituationStore {
  const worker = new Worker(new URL('./situation-worker.ts', import.meta.url), {
    type: 'module',
    name: 'situation',
  })
  const listeners = new Set<() => void>()
  const changeListeners = new Set<(rows: Uint32Array) => void>()
  const filterListeners = new Set<(filter: SituationFilter) => void>()
  let filtered = EVERYTHING
  const finding = new Map<string, (row: number | null) => void>()
  let situation: Situation = { ...NOTHING, columns: createColumns() }
  let shown = situation
  let frame = 0
  /** The page hears of it once for each frame that it draws, however much came meanwhile. */
  const set = (part: Partial<Situation>): void => {
    situation = { ...situation, ...part }
    if (frame === 0) frame = requestAnimationFrame(tellAll)
  }
  const tellAll = (): void => {
    frame = 0
    shown = situation
    for (const tell of listeners) tell()
  }
  const send = (message: ToWorker): void => worker.postMessage(message)
  /** While an answer is awaited only the latest question is kept: a brush asks faster than anything needs to be counted. */
  let isAwaited = false
  let waiting: ToWorker | null = null

  let turn = 0
  let clearedTurn = 0

  const open = (asOf: number | null): void => {
    situation = { ...NOTHING, columns: createColumns() }
    tellAll()
    turn += 1
    isAwaited = false
    waiting = null
    send({ kind: 'open', asOf, turn })
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind !== 'cleared' && data.kind !== 'found' && clearedTurn !== turn) return
    switch (data.kind) {
      case 'cleared':
        clearedTurn = data.turn
        return
      case 'opened':
        return set({ asOf: data.asOf, hypotheses: data.hypotheses, refusal: null })
      case 'reset':
        return open(null)
      case 'changed':
        putRows(situation.columns, data.changed)
        for (const tell of changeListeners) tell(data.changed.rows)
        // What the filter makes of it comes right behind, and has the page drawn.
        return
      case 'loaded':
        return set({ isLoaded: true })
      case 'answered': {
        const { count, order, density, byHypothesis, withoutPlace } = data
        isAwaited = waiting !== null
        if (waiting !== null) send(waiting)
        waiting = null
        return set({ count, ...(order === null ? {} : { order }), density, byHypothesis, withoutPlace })
      }
      case 'named':
        return set({ names: withNames(situation.names, data.names) })
      case 'found':
        finding.get(data.id)?.(data.row)
        finding.delete(data.id)
        return
      case 'connection':
        return set({ connection: data.connection })
      case 'refused':
        return set({ refusal: data.code })
    }
  })

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    current: () => shown,
    onChanged(listener) {
      changeListeners.add(listener)
      return () => void changeListeners.delete(listener)
    },
    open,
    currentFilter: () => filtered,
    onFilter(listener) {
      filterListeners.add(listener)
      return () => void filterListeners.delete(listener)
    },
    filter(filter, sort, isPassing = false) {
      filtered = filter
      for (const tell of filterListeners) tell(filter)
      const question: ToWorker = { kind: 'filter', filter, sort, isPassing }
      if (isAwaited) waiting = question
      else send(question)
      isAwaited = true
    },
    name: (rows) => send({ kind: 'name', rows }),
    find: (id) =>
      new Promise((resolve) => {
        finding.set(id, resolve)
        send({ kind: 'find', id })
      }),
    close() {
      cancelAnimationFrame(frame)
      worker.terminate()
    },
  }
}

/** With more names; the oldest go where they are too many, since whoever needs one asks again. */
function withNames(
  names: ReadonlyMap<number, string>,
  more: readonly (readonly [number, string])[],
): ReadonlyMap<number, string> {
  const all = [...names, ...more]
  return new Map(all.length > MOST_NAMES ? all.slice(-MOST_NAMES / 2) : all)
}

/** A store for as long as the page stands; null until its worker was started. */
export function useSituationStore(asOf: number | null): SituationStore | null {
  const [store, setStore] = useState<SituationStore | null>(null)
  useEffect(() => {
    const made = createSituationStore()
    setStore(made)
    return () => {
      made.close()
      setStore(null)
    }
  }, [])
  useEffect(() => store?.open(asOf), [store, asOf])
  return store
}

const subscribeToNothing = () => () => {}
const nothing = (): Situation => NOTHING

/** The situation; while it is held, as it was then, and without work for what comes meanwhile. */
export function useSituation(store: SituationStore | null, isHeld: boolean): Situation {
  const held = useRef<Situation | null>(null)
  const read = store?.current ?? nothing
  if (!isHeld) held.current = null
  else held.current ??= read()
  const current = useCallback(() => held.current ?? read(), [read])
  return useSyncExternalStore(store?.subscribe ?? subscribeToNothing, current)
}
