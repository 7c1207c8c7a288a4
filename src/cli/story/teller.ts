// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'

import type { Agreement } from '#agreement'
import { formatInstant, type Instant } from '#kernel'
import type { Simulation } from '#simulation'

import { handIn, StoryError, type Desk } from './desk-client.ts'

/** One thing that happened, and where it stands in the log. */
export interface StoryStep {
  readonly step: number
  readonly at: string
  readonly who: string
  readonly what: string
  readonly id: string
  readonly log: string
  /** Null for those outside the Mechanism, whose receipts have no place. */
  readonly index: number | null
}

export interface StoryStage {
  readonly url: string
  readonly agreement: Agreement
  readonly files: Simulation['files']
  /** Instant before which nothing belongs to the story. */
  readonly since: string
  readonly tokens: ReadonlyMap<string, string>
  desk(login: string): Desk
  now(): Instant
  /** Turns the exercise's clock forward. */
  wait(hours: number): void
  told(step: StoryStep): void
}

export type StoryEvent = { readonly kind: string; readonly [key: string]: unknown }

/** Does what the story says through the interface, and notes each thing with its place in the log. */
export interface Teller {
  readonly stage: StoryStage
  readonly steps: readonly StoryStep[]
  note(who: string, what: string, id: string, body: Record<string, unknown>): void
  act(desk: Desk, proceeding: string, id: string, event: StoryEvent): Promise<void>
  /** Gives the id of what was begun. */
  begin(desk: Desk, proceeding: string, event: StoryEvent): Promise<string>
  deliver(files: Simulation['files']): Promise<void>
}

const LONGEST_WAIT_MS = 120_000
const BETWEEN_LOOKS_MS = 200

export function createTeller(stage: StoryStage): Teller {
  const steps: StoryStep[] = []
  const note: Teller['note'] = (who, what, id, body) => {
    const log = body['log'] as { readonly name: string; readonly index: number | null }
    const step = {
      step: steps.length + 1,
      at: formatInstant(stage.now()),
      who,
      what,
      id,
      log: log.name,
      index: log.index,
    }
    steps.push(step)
    stage.told(step)
  }
  return {
    stage,
    steps,
    note,
    async act(desk, proceeding, id, event) {
      const body = await desk.post(`/api/v1/${proceeding}/${id}/events`, event)
      note(desk.login, `${proceeding}: ${event.kind}`, id, body)
    },
    async begin(desk, proceeding, event) {
      const body = await desk.post(`/api/v1/${proceeding}`, event)
      const id = String(body['id'])
      note(desk.login, `${proceeding}: ${event.kind}`, id, body)
      return id
    },
    async deliver(files) {
      for (const { name, source, bytes } of files) {
        const body = await handIn(stage.url, source, stage.tokens.get(source) ?? '', bytes)
        note(`feed ${source}`, `original ${name}`, String(body['digest']), body)
      }
    },
  }
}

/** Looks until there is something. Throws StoryError 'nothing-came' after two minutes, with what did not come. */
export async function waitFor<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const until = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < until) {
    const found = await look()
    if (found !== null) return found
    await setTimeout(BETWEEN_LOOKS_MS)
  }
  throw new StoryError('nothing-came', what)
}
