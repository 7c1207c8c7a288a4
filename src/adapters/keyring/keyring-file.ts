// SPDX-License-Identifier: Apache-2.0
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

import { makeDurable } from '../durable-files.ts'
import { makeFolder } from '../made-folder.ts'

export const KEYRING_PATH = join('keys', 'keyring.json')

/** What a key is for. One file holds them all, each sealed by itself. */
export const KEY_PURPOSES = ['signing', 'salt', 'credentials', 'vault'] as const
export type KeyPurpose = (typeof KEY_PURPOSES)[number]

const base64 = z.base64()

const keyringSchema = z.strictObject({
  schema: z.literal('marsad/keyring@1'),
  /** Name that the public log is signed under. */
  origin: z.string().regex(/^[^\s+]+$/),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    salt: base64,
    cost: z.int().min(2),
    blockSize: z.int().min(1),
    parallelization: z.int().min(1),
  }),
  keys: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+-\d+$/),
      purpose: z.enum(KEY_PURPOSES),
      state: z.enum(['current', 'retired', 'revoked']),
      createdAt: z.iso.datetime(),
      /** The vkey line of a signing key; null for a secret that nobody verifies with. */
      verifier: z.string().nullable(),
      /** Nonce, ciphertext and tag (AES-256-GCM) of the 32 bytes of the key. */
      sealed: base64,
    }),
  ),
})

/** The keys of a mission as they lie on the disk: sealed under a key made of a passphrase. */
export type KeyringFile = z.infer<typeof keyringSchema>
export type StoredKey = KeyringFile['keys'][number]

/** Problems: `keyring-missing`, `keyring-unreadable`. */
export async function readKeyringFile(folder: string): Promise<Result<KeyringFile>> {
  const path = join(folder, KEYRING_PATH)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'keyring-missing' : 'keyring-unreadable'
    return refuse(problem(path, code))
  }
  try {
    const parsed = keyringSchema.safeParse(JSON.parse(text))
    return parsed.success ? ok(parsed.data) : refuse(problem(path, 'keyring-unreadable'))
  } catch {
    return refuse(problem(path, 'keyring-unreadable'))
  }
}

/** Writes it whole or not at all, for its owner alone; resolves when it would survive a loss of power. */
export async function writeKeyringFile(folder: string, keyring: KeyringFile): Promise<void> {
  const path = join(folder, KEYRING_PATH)
  const growing = `${path}.part`
  await makeFolder(dirname(path), 0o700)
  await rm(growing, { force: true })
  const handle = await open(growing, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(keyring, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(growing, path)
  await makeDurable([dirname(path), folder])
}
