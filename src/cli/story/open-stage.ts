// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import { formatInstant, ok, problem, refuse, type Result } from '#kernel'
import type { ExerciseEntry } from '#server'

import { holdMission, type HeldMission } from '../mission-access.ts'
import { PLAIN_SERVICE, startService, type RunningService } from '../service.ts'
import { castOf } from './cast.ts'
import { createDesk, type Desk } from './desk-client.ts'
import { prepareCast } from './prepare-cast.ts'
import { beginningOf, type Script } from './script.ts'
import type { StoryClock } from './story-clock.ts'
import type { StoryStage, StoryStep } from './teller.ts'

const LOOPBACK = '127.0.0.1'

export interface StageOptions {
  readonly folder: string
  readonly port: number
  readonly clock: StoryClock
  /** Whose files are delivered by feeds before the story; their tokens are made as well. */
  readonly sources: readonly string[]
  /** The way in for whoever looks, once the password is known; null where nobody does. */
  readonly entry: ((password: string) => ExerciseEntry) | null
  told(step: StoryStep): void
}

/** A service that runs on this machine for a story, with its cast. */
export interface OpenStage {
  readonly held: HeldMission
  readonly service: RunningService
  readonly stage: StoryStage
  /** What went wrong inside the service meanwhile. */
  readonly faults: readonly unknown[]
}

/** Opens a folder of its own clock and of exercise keys, and serves it; refuses a folder that is served or is no exercise. */
export async function openStage(script: Script, options: StageOptions): Promise<Result<OpenStage>> {
  const { folder, port, clock, told } = options
  const held = await holdMission(folder, () => {}, null, clock.now)
  if (!held.ok) return held
  const { mission } = held.value
  if (!mission.exercise) {
    await mission.close()
    return refuse(problem('--data', 'story-needs-an-exercise', { folder: mission.folder }))
  }
  const password = randomBytes(18).toString('base64url')
  const { agreement, simulation, text } = script
  const sources = [...options.sources, ...simulation.files.map(({ source }) => source)]
  const faults: unknown[] = []
  try {
    const tokens = await prepareCast(held.value, castOf(agreement), sources, password)
    if (!tokens.ok) return await closing(held.value, tokens)
    const service = await startService(
      held.value,
      {
        folder,
        port,
        host: LOOPBACK,
        agreement: text,
        background: null,
        frontline: null,
        firstAgreement: () => Promise.resolve(ok(text)),
        ...(options.entry === null
          ? PLAIN_SERVICE
          : { entry: options.entry(password), ownClock: true, logs: 'faults' }),
      },
      (error) => faults.push(error),
    )
    if (!service.ok) return await closing(held.value, service)
    const desks = new Map<string, Desk>()
    const stage: StoryStage = {
      url: service.value.url,
      agreement,
      files: simulation.files,
      since: formatInstant(beginningOf(script)),
      tokens: tokens.value,
      desk(login) {
        const desk = desks.get(login) ?? createDesk(service.value.url, login, password, clock.sitting)
        desks.set(login, desk)
        return desk
      },
      now: clock.now,
      wait: clock.wait,
      told,
    }
    return ok({ held: held.value, service: service.value, stage, faults })
  } catch (error) {
    await mission.close()
    throw error
  }
}

async function closing<T>({ mission }: HeldMission, refused: Result<T>): Promise<Result<never>> {
  await mission.close()
  return refused as Result<never>
}
