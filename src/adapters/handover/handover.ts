// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import * as z from 'zod'

import { digestOf, formatInstant, ok, problem, refuse, type Instant, type Result } from '#kernel'

import {
  archiveMission,
  createExactReader,
  restoreMission,
  type BackupManifest,
  type TablesAddress,
} from '../backup/index.ts'
import { checkPassphrase, readKeyringFile, sealAnew, writeKeyringFile } from '../keyring/index.ts'
import { openStream, sealStream } from './sealed-stream.ts'
import { combineShares, splitSecret } from './secret-sharing.ts'
import { checkQuorum, formatShare, type NamedShare } from './share-text.ts'

const headSchema = z.strictObject({
  schema: z.literal('marsad/handover@1'),
  /** Of the key, so that shares of another hand-over are told apart; says nothing of the key itself. */
  name: z.string().regex(/^[0-9a-f]{16}$/),
  mission: z.uuid(),
  exercise: z.boolean(),
  threshold: z.int().min(2).max(255),
  shares: z.int().min(2).max(255),
  madeAt: z.iso.datetime(),
})

/** The first line of a sealed hand-over, readable by anybody and bound to all that follows. */
export type HandoverHead = z.infer<typeof headSchema>

export interface HandoverRequest {
  readonly folder: string
  readonly tables: TablesAddress
  readonly mission: { readonly id: string; readonly exercise: boolean }
  readonly threshold: number
  readonly shares: number
  /** Every key of the keyring by its id; empty for an exercise, whose keys everybody has. */
  readonly secrets: ReadonlyMap<string, Uint8Array>
  readonly now: Instant
}

/** What a hand-over is made of: its bytes, and a line for each holder. Throws RangeError for a quorum that is none. */
export function sealHandover(request: HandoverRequest): {
  readonly head: HandoverHead
  readonly shares: readonly string[]
  bytes(): AsyncGenerator<Uint8Array>
} {
  const { threshold, shares, mission, now } = request
  const key = randomBytes(32)
  const name = digestOf(Buffer.concat([Buffer.from('marsad hand-over\n'), key])).slice(0, 16)
  const head: HandoverHead = {
    schema: 'marsad/handover@1',
    name,
    mission: mission.id,
    exercise: mission.exercise,
    threshold,
    shares,
    madeAt: formatInstant(now),
  }
  const line = Buffer.from(`${JSON.stringify(head)}\n`)
  return {
    head,
    shares: splitSecret(key, threshold, shares, randomBytes).map((share) =>
      formatShare({ ...share, handover: name, threshold }),
    ),
    async *bytes() {
      yield line
      yield* sealStream(key, line, contentOf(request))
    },
  }
}

/** The keys in one line, then the archive of a backup. */
async function* contentOf({ folder, tables, secrets, now }: HandoverRequest): AsyncGenerator<Uint8Array> {
  const keys = [...secrets].map(([id, bytes]) => [id, Buffer.from(bytes).toString('base64')])
  yield Buffer.from(`${JSON.stringify(Object.fromEntries(keys))}\n`)
  yield* archiveMission(folder, tables, now, () => {})
}

export interface OpenedHandover {
  readonly head: HandoverHead
  readonly manifest: BackupManifest
}

/**
 * Opens a hand-over with a quorum of its shares into an empty folder, its keys sealed under a new passphrase. Problems:
 * `handover-unreadable`, those of `checkQuorum` and `restoreMission`, `passphrase-too-short`, `passphrase-missing`. Throws ArchiveError
 * where the bytes are cut or damaged, or the shares are not what they seem.
 */
export async function openHandover(
  source: AsyncIterable<Uint8Array>,
  shares: readonly NamedShare[],
  target: {
    readonly folder: string
    addressOf(): Promise<TablesAddress>
    /** Null where none was given; an exercise needs none. */
    readonly passphrase: string | null
    readonly now: Instant
    readonly cost?: number
  },
): Promise<Result<OpenedHandover>> {
  const { folder, addressOf, passphrase, now, cost } = target
  const outer = createExactReader(source)
  const line = await readLine(outer, 4_096)
  const head = parseHead(line)
  if (head === null) return refuse(problem('', 'handover-unreadable'))
  const quorum = checkQuorum(shares, head.name, head.threshold)
  if (!quorum.ok) return quorum
  const key = combineShares(quorum.value)
  const content = createExactReader(openStream(key, Buffer.from(`${line}\n`), restOf(outer)))
  const secrets = new Map(
    Object.entries(JSON.parse(await readLine(content, 1_000_000)) as Record<string, string>).map(
      ([id, text]) => [id, new Uint8Array(Buffer.from(text, 'base64'))],
    ),
  )
  if (secrets.size > 0 && passphrase === null) {
    return refuse(problem('MARSAD_PASSPHRASE', 'passphrase-missing'))
  }
  const fit = secrets.size > 0 && passphrase !== null ? checkPassphrase(passphrase) : ok(null)
  if (!fit.ok) return fit
  const restored = await restoreMission(restOf(content), folder, addressOf, now)
  if (!restored.ok) return restored
  if (secrets.size > 0 && passphrase !== null) {
    const file = await readKeyringFile(folder)
    if (!file.ok) return file
    const sealed = sealAnew(file.value, secrets, passphrase, cost)
    if (!sealed.ok) return sealed
    await writeKeyringFile(folder, sealed.value)
  }
  return ok({ head, manifest: restored.value })
}

function parseHead(line: string): HandoverHead | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

type ExactReader = ReturnType<typeof createExactReader>

async function readLine(reader: ExactReader, mostBytes: number): Promise<string> {
  const bytes: number[] = []
  while (bytes.length < mostBytes && !(await reader.isAtEnd())) {
    const byte = (await reader.exactly(1))[0]!
    if (byte === 0x0a) break
    bytes.push(byte)
  }
  return Buffer.from(bytes).toString('utf8')
}

async function* restOf(reader: ExactReader): AsyncGenerator<Uint8Array> {
  while (!(await reader.isAtEnd())) yield await reader.atMost(65_536)
}
