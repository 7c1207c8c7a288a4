// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { EvidenceError, originalPath, type OriginalStore } from '#evidence'
import { createDigester, isDigest, type Digest } from '#kernel'

import { makeDurable } from './durable-files.ts'

const ARRIVING = 'arriving'

/** Originals in `<folder>/originals`, one file each under the first two digits of its digest; usually `<out>/evidence`. */
export function createFolderOriginalStore(folder: string): OriginalStore {
  const root = join(folder, 'originals')
  const place = (digest: Digest): string => join(folder, originalPath(digest))
  let arrivals = 0
  /** Folders of digests that this store has made sure of: their own names need no second flush. */
  const settled = new Set<string>()

  const has = async (digest: Digest): Promise<boolean> => {
    try {
      await access(place(digest))
      return true
    } catch {
      return false
    }
  }

  return {
    has,
    async put(chunks) {
      if (settled.size === 0) await mkdir(root, { recursive: true })
      const arriving = join(root, `${ARRIVING}-${(arrivals += 1)}`)
      const digester = createDigester()
      let bytes = 0
      const handle = await open(arriving, 'w')
      try {
        for await (const chunk of chunks) {
          digester.update(chunk)
          bytes += chunk.length
          await handle.writeFile(chunk)
        }
        await handle.sync()
      } catch (error) {
        await rm(arriving, { force: true })
        throw error
      } finally {
        await handle.close()
      }
      const digest = digester.finish()
      if (await has(digest)) {
        await rm(arriving)
      } else {
        const shard = dirname(place(digest))
        const isSettled = settled.has(shard)
        if (!isSettled) await mkdir(shard, { recursive: true })
        await rename(arriving, place(digest))
        await makeDurable(isSettled ? [shard] : [shard, root, folder])
        settled.add(shard)
      }
      return { digest, bytes }
    },
    async *read(digest) {
      try {
        yield* createReadStream(place(digest), { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
        throw new EvidenceError('original-missing', `there is no original ${digest}`, { cause })
      }
    },
    async list() {
      const shards = await readdir(root).catch(() => [])
      const names = await Promise.all(
        shards.filter((shard) => /^[0-9a-f]{2}$/.test(shard)).map((shard) => readdir(join(root, shard))),
      )
      return names.flat().filter(isDigest).sort()
    },
    async withhold(digest) {
      await rm(place(digest), { force: true })
      // The folder goes with its last original, so that its two digits tell nothing.
      const rest = await readdir(dirname(place(digest))).catch(() => ['unknown'])
      if (rest.length > 0) return
      settled.delete(dirname(place(digest)))
      await rm(dirname(place(digest)), { recursive: true, force: true })
    },
  }
}
