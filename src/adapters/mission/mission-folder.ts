// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { chmod, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

import { makeDurable } from '../durable-files.ts'
import { makeFolder } from '../made-folder.ts'

const MISSION_FILE = 'mission.json'
const OWNER_ONLY = 0o700

const missionSchema = z.strictObject({
  schema: z.literal('marsad/mission@1'),
  /** Names the mission wherever it is kept: the schema of a PostgreSQL database, a backup, a hand-over. */
  id: z.uuid(),
  /** Decided once: an exercise never becomes a mission, nor a mission an exercise. */
  exercise: z.boolean(),
})

export type MissionIdentity = z.infer<typeof missionSchema>

export const missionPaths = (folder: string) => ({
  database: join(folder, 'mission.sqlite'),
  lock: join(folder, 'lock.sqlite'),
  controlSocket: join(folder, 'control.sock'),
  controlPath: join(folder, 'control.path'),
})

/** The name of a mission's schema in a PostgreSQL database. */
export const schemaOf = ({ id }: MissionIdentity): string => `marsad_${id.replaceAll('-', '')}`

/** Makes the folder where it is not there, for its owner alone, and says which mission it holds. Problems: `mission-file-unreadable`, `mission-is-an-exercise`, `mission-is-live`. */
export async function prepareMissionFolder(
  folder: string,
  exercise: boolean,
): Promise<Result<MissionIdentity>> {
  const prepared = await makeMissionFolder(folder, exercise)
  if (!prepared.ok || prepared.value.exercise === exercise) return prepared
  return refuse(problem('--data', exercise ? 'mission-is-live' : 'mission-is-an-exercise', { folder }))
}

async function makeMissionFolder(folder: string, exercise: boolean): Promise<Result<MissionIdentity>> {
  await makeFolder(folder, OWNER_ONLY)
  const known = await readMissionIdentity(folder)
  if (known !== null) return known
  // What lies in a mission folder is nobody else's to read, whoever made the folder.
  await chmod(folder, OWNER_ONLY)
  const identity: MissionIdentity = { schema: 'marsad/mission@1', id: randomUUID(), exercise }
  const arriving = join(folder, `${MISSION_FILE}.${process.pid}`)
  const handle = await open(arriving, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(identity)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(arriving, join(folder, MISSION_FILE))
  await makeDurable([folder])
  // Two that begin at once may both have written: the file that is there now is the mission.
  return (await readMissionIdentity(folder)) ?? ok(identity)
}

/** Null where the folder holds no mission. Problems: `mission-file-unreadable`. */
export async function readMissionIdentity(folder: string): Promise<Result<MissionIdentity> | null> {
  const path = join(folder, MISSION_FILE)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    const read = missionSchema.safeParse(JSON.parse(text))
    return read.success ? ok(read.data) : refuse(problem(path, 'mission-file-unreadable'))
  } catch {
    return refuse(problem(path, 'mission-file-unreadable'))
  }
}

/** Removes what a process that was killed had not finished taking in: nobody was told of it. */
export async function removeUnfinishedOriginals(folder: string): Promise<void> {
  const root = join(folder, 'originals')
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    if (name.startsWith('arriving-')) await rm(join(root, name), { force: true })
  }
}
