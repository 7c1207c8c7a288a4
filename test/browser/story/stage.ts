// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseAgreement, type Agreement } from '#agreement'
import { ok, type Instant, type Result } from '#kernel'
import type { Simulation } from '#simulation'

import { holdMission } from '../../../src/cli/mission-access.ts'
import { readAgreement } from '../../../src/cli/serve.ts'
import { PLAIN_SERVICE, startService } from '../../../src/cli/service.ts'
import { castOf, type Part } from '../../../src/cli/story/cast.ts'
import { handIn } from '../../../src/cli/story/desk-client.ts'
import { prepareCast } from '../../../src/cli/story/prepare-cast.ts'
import { endOf, readScript } from '../../../src/cli/story/script.ts'
import { createStoryClock, type StoryClock } from '../../../src/cli/story/story-clock.ts'
import { PROJECT } from '../../run-marsad.ts'
import { PASSWORD } from '../served-room.ts'

/** A service with a clock of its own, its cast, and what its feeds have to deliver. */
export interface Stage {
  /** Without a slash at its end. */
  readonly url: string
  readonly clock: StoryClock
  readonly agreement: Agreement
  readonly files: Simulation['files']
  /** Hands in files of feeds as they stand. */
  deliver(files: readonly Pick<Simulation['files'][number], 'source' | 'bytes'>[]): Promise<void>
  /** Of its feeds, by their names. */
  readonly tokens: ReadonlyMap<string, string>
  /** What went wrong inside the service. */
  readonly faults: readonly unknown[]
  /** Of the mission. */
  readonly folder: string
  /** Publishes the log now: the story's clock does not wait for the next minute of the wall's. */
  publish(): Promise<void>
  /** Lets the service end; its folder stays until `stop`. */
  close(): Promise<void>
  stop(): Promise<void>
}

const take = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

export interface StageSetting {
  /** Of the cast, those beside the eight of the story. */
  readonly more?: readonly Part[]
  /** Terms of agreements/ to go by; those of the scenario where it is absent. */
  readonly terms?: string
  readonly startsAt?: Instant
}

/** Serves a scenario on a folder of its own, in this process, so that the story may turn its clock. */
export async function openStage({ more = [], terms, startsAt }: StageSetting = {}): Promise<Stage> {
  const script = take(await readScript(join(PROJECT, 'scenarios/desk-story.yaml')))
  const { simulation } = script
  const text =
    terms === undefined
      ? script.text
      : take(await readAgreement(join(PROJECT, 'agreements', `${terms}.yaml`)))
  const agreement = take(parseAgreement(text.text, text.name))
  const folder = mkdtempSync(join(tmpdir(), 'marsad-stage-'))
  const clock = createStoryClock(startsAt ?? endOf(script))
  const held = take(await holdMission(join(folder, 'mission'), () => {}, null, clock.now))
  const sources = simulation.files.map(({ source }) => source)
  const tokens = take(await prepareCast(held, [...castOf(agreement), ...more], sources, PASSWORD))
  const faults: unknown[] = []
  const service = take(
    await startService(
      held,
      {
        folder: held.mission.folder,
        port: 0,
        host: '127.0.0.1',
        agreement: text,
        background: null,
        frontline: null,
        firstAgreement: () => Promise.resolve(ok(text)),
        ...PLAIN_SERVICE,
        logs: 'faults',
      },
      (error) => faults.push(error),
    ),
  )
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => (closing ??= service.stop())
  const url = service.url.replace(/\/$/, '')
  return {
    url,
    clock,
    agreement,
    files: simulation.files,
    async deliver(files) {
      for (const { source, bytes } of files) await handIn(url, source, tokens.get(source) ?? '', bytes)
    },
    tokens,
    faults,
    folder: held.mission.folder,
    async publish() {
      await held.mission.ledger.publishCheckpoint('public', clock.now())
    },
    close,
    async stop() {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
