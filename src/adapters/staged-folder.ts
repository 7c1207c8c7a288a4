// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { lstat, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { problem, refuse, ok, type Result } from '#kernel'

import { makeFolder } from './made-folder.ts'

/** A folder that is written beside its final place and appears there whole or not at all. */
export interface StagedFolder {
  /** Where to write. */
  readonly path: string
  /** Puts the folder in its place, replacing an earlier one of ours. */
  publish(): Promise<void>
  /** Removes what was written. */
  discard(): Promise<void>
}

const STAGING = '.marsad-staging-'
const REPLACED = '.marsad-replaced-'

/**
 * Opens a staging folder for `target`. Refuses a target that is a file, or a folder that is neither empty nor an output of
 * ours, so that nobody's files are ever overwritten. Left-overs of runs that were killed are removed.
 */
export async function stageFolder(
  target: string,
  processId: number,
  isOurs: (folder: string) => Promise<boolean> = isReplaceable,
): Promise<Result<StagedFolder>> {
  const place = resolve(target)
  const refusal = await whyNotOurs(place, isOurs)
  if (refusal !== null) return refuse(problem(target, refusal))
  const parent = dirname(place)
  const path = join(parent, `.${basename(place)}${STAGING}${processId}`)
  try {
    await makeFolder(parent)
    await removeLeftOvers(place, processId)
    await mkdir(path)
  } catch (error) {
    return refuse(
      problem(target, 'output-cannot-be-written', {
        reason: (error as NodeJS.ErrnoException).code ?? String(error),
      }),
    )
  }
  return ok({
    path,
    publish: async () => {
      const old = join(parent, `.${basename(place)}${REPLACED}${processId}`)
      if (existsSync(place)) await rename(place, old)
      await rename(path, place)
      await rm(old, { recursive: true, force: true })
    },
    discard: () => rm(path, { recursive: true, force: true }),
  })
}

async function whyNotOurs(
  place: string,
  isOurs: (folder: string) => Promise<boolean>,
): Promise<string | null> {
  if (!existsSync(place)) return (await isLink(place)) ? 'output-is-a-link-to-nothing' : null
  if (!(await stat(place)).isDirectory()) return 'output-is-a-file'
  const entries = await readdir(place)
  if (entries.length === 0) return null
  return (await isOurs(place)) ? null : 'output-folder-not-ours'
}

const isLink = (place: string): Promise<boolean> =>
  lstat(place).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  )

/** What a run publishes. */
const OUTPUTS: readonly string[] = [
  'evidence',
  'incidents.geojson',
  'report.html',
  'report.json',
  'violations.csv',
]

/** True for an output of ours with nothing of anybody else's beside it, so that replacing it destroys no other work. */
const isReplaceable = async (folder: string): Promise<boolean> =>
  (await readdir(folder)).every((name) => OUTPUTS.includes(name)) && isOurOutput(folder)

/** True for a folder that a run of this program published: it has a log and a report of our schema. */
export async function isOurOutput(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'evidence', 'log', 'checkpoint'))) return false
  try {
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as { schema?: unknown }
    return report.schema === 'marsad/report@1'
  } catch {
    return false
  }
}

/** True for a folder that a simulation published. */
export const isSimulation = (folder: string): Promise<boolean> =>
  Promise.resolve(
    existsSync(join(folder, 'truth.json')) && existsSync(join(folder, 'inputs', 'manifest.json')),
  )

/** A container gives every run the same process id: what lies here under our own is a left-over too. */
/** Clears away what runs that were killed left; an output that one had set aside and not yet replaced goes back to its place. */
async function removeLeftOvers(place: string, processId: number): Promise<void> {
  const [parent, name] = [dirname(place), basename(place)]
  for (const entry of await readdir(parent)) {
    const mark = [STAGING, REPLACED].find((known) => entry.startsWith(`.${name}${known}`))
    if (mark === undefined) continue
    const owner = Number(entry.slice(name.length + 1 + mark.length))
    if (owner !== processId && isAlive(owner)) continue
    const leftOver = join(parent, entry)
    if (mark === REPLACED && !existsSync(place)) await rename(leftOver, place)
    else await rm(leftOver, { recursive: true, force: true })
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
