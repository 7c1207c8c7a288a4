// SPDX-License-Identifier: Apache-2.0
import { createHmac, randomInt } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

import { type Digest } from '#kernel'
import { PeopleError, type SourceUse } from '#people'

import { openSecret, sealSecret } from '../credentials/index.ts'
import { makeDurable } from '../durable-files.ts'
import { newOneTimeSecretCode, digestOfCode } from '../people/enrolment-code.ts'
import type { HoldMaterial, Vault } from './vault.ts'

/** What somebody sent in: words, pictures, and what may be done with them. */
export interface Submission {
  readonly words: string
  readonly pictures: readonly Uint8Array[]
  readonly uses: readonly SourceUse[]
}

/**
 * Where what the public sends waits until the day turns. On the disk it is one file of one size, written anew at every beat whether anything came or not:
 * neither its length nor its age says that somebody wrote. Between two beats it is in memory alone.
 */
export interface Porch {
  /** The code by which it is taken back, which is kept nowhere but as a digest; null where there is no room until the day turns. */
  leave(submission: Submission): string | null
  /** Takes back uses of all that came with the code, whether it waits here or lies in the vault. False where nothing did. */
  withdraw(code: string, uses: readonly SourceUse[]): Promise<boolean>
  /** Writes the file anew. */
  beat(): Promise<void>
  /** Whether the file is there: from the first beat on for good, and never where the public was never asked. */
  hasFile(): boolean
}

export interface PorchOptions {
  readonly path: string
  /** Keys of the vault, the current one first. */
  readonly keys: readonly [Uint8Array, ...Uint8Array[]]
  readonly vault: Pick<Vault, 'beforeDay' | 'withdrawByReference'>
  /** Bytes that wait at most. */
  readonly mostBytes?: number
}

interface Waiting {
  readonly reference: Digest
  readonly uses: readonly SourceUse[]
  readonly words: string
  /** In base64. */
  readonly pictures: readonly string[]
}

const MOST_BYTES = 24 * 1024 * 1024
const CONTEXT = 'marsad/porch@1'
const LENGTH_BYTES = 4

/** Opens what waited when the process ended. Throws PeopleError `vault-damaged` where no key of the vault opens it. */
export async function openPorch({ path, keys, vault, mostBytes = MOST_BYTES }: PorchOptions): Promise<Porch> {
  const sealing = keys.map((key) => createHmac('sha256', key).update(CONTEXT).digest())
  const found = await readWaiting(path, sealing)
  let waiting = found ?? []
  let isThere = found !== null
  let writing: Promise<void> = Promise.resolve()

  const write = async (): Promise<void> => {
    const text = Buffer.from(JSON.stringify(waiting))
    const filled = Buffer.alloc(LENGTH_BYTES + mostBytes)
    filled.writeUInt32BE(text.length)
    text.copy(filled, LENGTH_BYTES)
    await writeWhole(path, sealSecret(sealing[0]!, CONTEXT, filled))
    isThere = true
  }
  const beat = (): Promise<void> => (writing = writing.then(write, write))

  vault.beforeDay(async (hold) => {
    const leaving = waiting
    await bring(hold, leaving)
    waiting = waiting.filter((one) => !leaving.includes(one))
    if (isThere || leaving.length > 0) await beat()
  })

  return {
    leave({ words, pictures, uses }) {
      const code = newOneTimeSecretCode()
      const one: Waiting = {
        reference: digestOfCode(code),
        uses,
        words,
        pictures: pictures.map((bytes) => Buffer.from(bytes).toString('base64')),
      }
      const next = [...waiting, one]
      if (Buffer.byteLength(JSON.stringify(next)) > mostBytes) return null
      waiting = next
      return code
    },
    async withdraw(code, uses) {
      const reference = digestOfCode(code)
      const isHere = waiting.some((one) => one.reference === reference)
      waiting = waiting.flatMap((one) => {
        if (one.reference !== reference) return [one]
        const left = one.uses.filter((use) => !uses.includes(use))
        return left.length === 0 ? [] : [{ ...one, uses: left }]
      })
      // What is taken back goes from the disk at once; the file is of the size that it always is.
      if (isHere) await beat()
      return (await vault.withdrawByReference(reference, uses)) > 0 || isHere
    },
    beat,
    hasFile: () => isThere,
  }
}

/** Into the vault in an order drawn by lot. What the vault will not have was looked at when it came; it can only be damaged. */
async function bring(hold: HoldMaterial, waiting: readonly Waiting[]): Promise<void> {
  const pieces = waiting.flatMap(({ reference, uses, words, pictures }) => [
    ...(words === '' ? [] : [{ kind: 'words' as const, bytes: Buffer.from(words), uses, reference }]),
    ...pictures.map((picture) => ({
      kind: 'picture' as const,
      bytes: Buffer.from(picture, 'base64'),
      uses,
      reference,
    })),
  ])
  for (const { kind, bytes, uses, reference } of shuffled(pieces)) {
    const held = await hold(kind, bytes, uses, reference)
    if (!held.ok) throw new PeopleError('vault-damaged', 'what waited cannot be held')
  }
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const drawn = [...items]
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    ;[drawn[at], drawn[other]] = [drawn[other]!, drawn[at]!]
  }
  return drawn
}

/** Null where there is no file. */
async function readWaiting(path: string, keys: readonly Uint8Array[]): Promise<readonly Waiting[] | null> {
  const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (sealed === null) return null
  for (const key of keys) {
    try {
      const filled = Buffer.from(openSecret(key, CONTEXT, sealed))
      const length = filled.readUInt32BE()
      // Sealed under our own key: nobody else can have written it.
      return JSON.parse(filled.subarray(LENGTH_BYTES, LENGTH_BYTES + length).toString()) as readonly Waiting[]
    } catch (error) {
      if (!(error instanceof PeopleError)) throw error
    }
  }
  throw new PeopleError('vault-damaged', 'no key of the vault opens what waits')
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const growing = `${path}.arriving`
  const handle = await open(growing, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(growing, path)
  await makeDurable([folder])
}
