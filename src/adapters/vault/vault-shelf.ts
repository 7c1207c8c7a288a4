// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { isDigest, type Digest } from '#kernel'
import { PeopleError, type VaultManifest, type VaultStatement } from '#people'

import { openSecret, sealSecret } from '../credentials/index.ts'
import { pad, unpad } from './padded.ts'
import type { VaultFiles } from './vault-files.ts'

/** What people tell: in words, in a picture, or how they can be reached. */
export const MATERIAL_KINDS = ['words', 'picture', 'contact'] as const
export type MaterialKind = (typeof MATERIAL_KINDS)[number]

/** Material as a handler sees it in a list: nothing of its content, and no time. */
export interface HeldMaterial extends VaultStatement {
  readonly kind: MaterialKind
  /** Digest of the code by which whoever sent it in from outside takes it back; absent where it came otherwise. */
  readonly reference?: Digest | undefined
}

/** What lies in the vault, opened and sealed under the vault's key. Throws PeopleError `vault-damaged` where no key opens it. */
export interface VaultShelf {
  statement(id: string): Promise<HeldMaterial | null>
  putStatement(statement: HeldMaterial): Promise<void>
  /** Sorted by id, which is random. */
  statements(): Promise<readonly HeldMaterial[]>
  /** The key of one piece of material; null where it was destroyed. */
  dataKey(id: string): Promise<Uint8Array | null>
  putDataKey(id: string, dataKey: Uint8Array): Promise<void>
  manifest(day: string): Promise<VaultManifest | null>
  putManifest(manifest: VaultManifest): Promise<void>
}

const isId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text)
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

const statementSchema = z.strictObject({
  id: z.string().refine(isId),
  kind: z.enum(MATERIAL_KINDS),
  sealed: z.string().refine((text): text is Digest => isDigest(text)),
  consent: z.strictObject({
    verify: z.boolean(),
    'share-with-commission': z.boolean(),
    'publish-derived': z.boolean(),
  }),
  state: z.enum(['held', 'destroyed']),
  reference: z
    .string()
    .refine((text): text is Digest => isDigest(text))
    .optional(),
})

/** `keys` begins with the current one; the others open what they sealed before a rotation. */
export function createVaultShelf(
  files: VaultFiles,
  keys: readonly [Uint8Array, ...Uint8Array[]],
): VaultShelf {
  const open = (context: string, sealed: Uint8Array): Uint8Array => {
    for (const key of keys) {
      try {
        return openSecret(key, context, sealed)
      } catch (error) {
        if (!(error instanceof PeopleError)) throw error
      }
    }
    throw new PeopleError('vault-damaged', 'no key of the vault opens it')
  }
  const seal = (context: string, bytes: Uint8Array): Uint8Array => sealSecret(keys[0], context, bytes)
  const openJson = (context: string, sealed: Uint8Array): unknown =>
    JSON.parse(Buffer.from(unpad(open(context, sealed)) ?? []).toString())
  const sealJson = (context: string, value: unknown): Uint8Array =>
    seal(context, pad(Buffer.from(JSON.stringify(value))))

  const statement = async (id: string): Promise<HeldMaterial | null> => {
    const sealed = isId(id) ? await files.read('statements', id) : null
    return sealed === null ? null : statementSchema.parse(openJson(`statement\n${id}`, sealed))
  }
  return {
    statement,
    putStatement: (held) => files.write('statements', held.id, sealJson(`statement\n${held.id}`, held)),
    async statements() {
      const all = await Promise.all((await files.list('statements')).map(statement))
      return all.filter((held) => held !== null)
    },
    async dataKey(id) {
      const wrapped = await files.read('keys', id)
      return wrapped === null ? null : open(`key\n${id}`, wrapped)
    },
    putDataKey: (id, dataKey) => files.write('keys', id, seal(`key\n${id}`, dataKey)),
    async manifest(day) {
      const sealed = isDay(day) ? await files.read('manifests', day) : null
      // Sealed under our own key: nobody else can have written it.
      return sealed === null ? null : (openJson(`manifest\n${day}`, sealed) as VaultManifest)
    },
    putManifest: (manifest) =>
      files.write('manifests', manifest.day, sealJson(`manifest\n${manifest.day}`, manifest)),
  }
}
