// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where public data kept outside the repository lies: beside the clone, or where the environment says. */
const sharedDataFolder =
  process.env['MARSAD_SHARED_DATA'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data')

/** Absolute path of a file or folder of public data, or null where this machine does not have it: skip the test then, with a reason. */
export function sharedData(relativePath: string): string | null {
  const path = join(sharedDataFolder, relativePath)
  return existsSync(path) ? path : null
}
