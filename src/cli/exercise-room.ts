// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

import { readConfig } from '#config'
import { HOUR_MS, ok, problem, refuse, type Result } from '#kernel'
import type { Chair } from '#server'

import type { RunningService } from './service.ts'
import { castOf } from './story/cast.ts'
import { openStage } from './story/open-stage.ts'
import { endOf, readScript } from './story/script.ts'
import { createStoryClock } from './story/story-clock.ts'
import { tellOpenStory, type StoryPlaces } from './story/tell-open-story.ts'
import type { StoryStep } from './story/teller.ts'

const scenario = (name: string): string =>
  fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url))

export interface RoomOptions {
  /** A folder that is not there yet, or is empty. */
  readonly folder: string
  readonly port: number
  told(step: StoryStep): void
}

/**
 * A fresh exercise with a way in for whoever sits at this machine: five days of the built-in exercise delivered through feeds, then the
 * story of one breach as far as its remedy. Its clock runs on from there. Takes exercise keys and tables in the folder alone.
 */
export async function openExerciseRoom({ folder, port, told }: RoomOptions): Promise<Result<RunningService>> {
  const alone = await standsAlone(folder)
  if (!alone.ok) return alone
  const before = await readScript(scenario('exercise'))
  if (!before.ok) return before
  const script = await readScript(scenario('desk-story'))
  if (!script.ok) return script
  const clock = createStoryClock(endOf(before.value))
  const chairs: readonly Chair[] = castOf(script.value.agreement).filter(isForLooking)
  let places: StoryPlaces | null = null
  const { files } = before.value.simulation
  const opened = await openStage(script.value, {
    folder,
    port,
    clock,
    sources: files.map(({ source }) => source),
    entry: (password) => ({ chairs, password, story: () => places }),
    told,
  })
  if (!opened.ok) return opened
  const { held, service, stage, faults } = opened.value
  try {
    const hoursBefore = (endOf(script.value) - endOf(before.value)) / HOUR_MS
    places = await tellOpenStory(stage, { files, hoursBefore })
    if (faults.length > 0) throw new AggregateError(faults, 'the service had faults while the story was told')
    clock.run()
    // A newcomer checks proofs at once, and would else wait for the next beat of the log.
    await held.mission.ledger.publishCheckpoint('public', clock.now())
    return ok(service)
  } catch (error) {
    await service.stop()
    throw error
  }
}

/** One chair of each kind is enough to look from; both parties have theirs. */
const isForLooking = ({ login }: { readonly login: string }): boolean => !/commissioner-[23]$/.test(login)

/** An exercise that anybody may enter never touches what a mission has: no database of others, no folder that holds anything. */
async function standsAlone(folder: string): Promise<Result<void>> {
  const config = readConfig()
  if (!config.ok) return config
  const { databaseUrl, publicUrl, signing } = config.value
  const taken = [
    ...(databaseUrl === null ? [] : ['MARSAD_DATABASE_URL']),
    ...(publicUrl === null ? [] : ['MARSAD_PUBLIC_URL']),
    ...(signing.kind === 'exercise' ? [] : ['MARSAD_SIGNING_KEY']),
  ]
  if (taken.length > 0)
    return refuse(...taken.map((setting) => problem(setting, 'exercise-takes-no-setting', { setting })))
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return found.length === 0
    ? ok(undefined)
    : refuse(problem('--data', 'exercise-needs-a-new-folder', { folder }))
}

/** The port, or 0 for any free one where somebody has it already. */
export const freePortOr = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(0) : reject(error),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)))
  })
