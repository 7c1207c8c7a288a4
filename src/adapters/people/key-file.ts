// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { fromHex } from '#evidence'
import { PeopleError } from '#people'

import { SECRET_KEY_BYTES } from '../credentials/index.ts'
import { makeDurable } from '../durable-files.ts'

/**
 * A secret key of an exercise, which has no keyring under a passphrase: a file for its owner alone, made where it is not there.
 * Throws PeopleError `secret-unreadable` where the file holds no key.
 */
export async function loadExerciseKey(
  missionFolder: string,
  name: 'credentials' | 'vault',
): Promise<Uint8Array> {
  const folder = join(missionFolder, 'keys')
  const path = join(folder, `exercise-${name}.key`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const handle = await open(path, 'wx', 0o600)
    try {
      await handle.writeFile(`${randomBytes(SECRET_KEY_BYTES).toString('hex')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await makeDurable([folder])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = fromHex((await readFile(path, 'utf8')).trim())
  if (key === null || key.length !== SECRET_KEY_BYTES) {
    throw new PeopleError('secret-unreadable', `${path} holds no key`)
  }
  return key
}
