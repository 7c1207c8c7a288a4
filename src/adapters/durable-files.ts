// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises'

/** Flushes in flight at once: enough to let the disk put them together. */
const PARALLEL_FLUSHES = 16

/** Resolves when each of these files and folders, names included, would survive a loss of power. */
export async function makeDurable(paths: readonly string[]): Promise<void> {
  const waiting = [...paths]
  const work = async (): Promise<void> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await flush(path)
  }
  await Promise.all(Array.from({ length: PARALLEL_FLUSHES }, work))
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
