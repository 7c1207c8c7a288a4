// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import { RECORD_SCHEMA, type Cryptography, type Ledger } from '#evidence'
import {
  digestOf,
  formatDay,
  formatInstant,
  ok,
  problem,
  refuse,
  startOfDay,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'
import {
  consentTo,
  createVaultManifest,
  isWithdrawn,
  PeopleError,
  proveStatement,
  stripImage,
  vaultRoot,
  withdrawUses,
  type SourceUse,
  type VaultProof,
} from '#people'

import { openSecret, sealSecret, SECRET_KEY_BYTES } from '../credentials/index.ts'
import { pad, unpad } from './padded.ts'
import { createVaultFiles } from './vault-files.ts'
import { createVaultShelf, type HeldMaterial, type MaterialKind } from './vault-shelf.ts'

/**
 * What human sources told us. Each piece has a key of its own, wrapped under the vault's key; what is withdrawn loses its key. The
 * log hears of the vault once a day, and then one root alone.
 */
export interface Vault {
  /** Durable when it resolves. Pictures that cannot be cleaned are refused. The id is all that the person needs to withdraw. */
  hold(
    kind: MaterialKind,
    bytes: Uint8Array,
    uses: readonly SourceUse[],
  ): Promise<Result<{ readonly id: string }>>
  /** A working copy: of a picture, one without metadata. How to reach somebody is for `verify` alone. */
  open(
    id: string,
    use: SourceUse,
  ): Promise<Result<{ readonly kind: MaterialKind; readonly bytes: Uint8Array }>>
  /** The picture with its metadata, to verify it. */
  openOriginal(id: string): Promise<Result<Uint8Array>>
  /** Takes back consent to uses; where none is left the key is destroyed. */
  withdraw(id: string, uses: readonly SourceUse[]): Promise<Result<HeldMaterial>>
  /**
   * Hears of material that can no longer be used to verify anything, before its key is destroyed: whoever leans on it is told first. Where
   * that fails nothing is withdrawn, and the same withdrawal is asked for again.
   */
  beforeWithdrawal(told: (id: string) => Promise<void>): void
  /** Takes back uses of all that came with the reference; gives how many pieces there are of it. */
  withdrawByReference(reference: Digest, uses: readonly SourceUse[]): Promise<number>
  /** Brings what waits outside into the vault when the day turns, before all files are brought to one age. */
  beforeDay(bring: (hold: HoldMaterial) => Promise<void>): void
  /** By id, which is random. */
  list(): Promise<readonly HeldMaterial[]>
  /** Once a day, at a time that does not depend on what came in: brings all files to one age, puts the root on record. Does nothing the second time. */
  turnDay(): Promise<void>
  /** That the material stood so in the manifest of a day; null where it did not. */
  prove(id: string, day: string): Promise<VaultProof | null>
}

export type HoldMaterial = (
  kind: MaterialKind,
  bytes: Uint8Array,
  uses: readonly SourceUse[],
  reference?: Digest,
) => Promise<Result<{ readonly id: string }>>

export interface VaultOptions {
  readonly folder: string
  /** 32 bytes, of no other use in the mission. */
  readonly key: Uint8Array
  /** Keys of before a rotation, newest first; `turnDay` wraps anew what they wrapped. */
  readonly formerKeys: readonly Uint8Array[]
  readonly ledger: Ledger
  readonly cryptography: Pick<Cryptography, 'sha256'>
  now(): Instant
}

const ID_BYTES = 16
const UNKNOWN = refuse(problem('', 'material-unknown'))

export function createVault(options: VaultOptions): Vault {
  const { key, formerKeys, ledger, cryptography, now } = options
  const files = createVaultFiles(options.folder)
  const inTurn = oneAfterAnother()
  const listeners: ((id: string) => Promise<void>)[] = []
  const arrivals: ((hold: HoldMaterial) => Promise<void>)[] = []

  const shelf = createVaultShelf(files, [key, ...formerKeys])

  /** The material itself; a key that is gone is gone, whatever the statement says. */
  const read = async (
    id: string,
    use: SourceUse,
  ): Promise<Result<{ kind: MaterialKind; bytes: Uint8Array }>> => {
    const statement = await shelf.statement(id)
    if (statement === null) return UNKNOWN
    if (statement.state === 'destroyed') return refuse(problem('', 'material-destroyed'))
    if (!statement.consent[use]) return refuse(problem('use', 'consent-missing', { use }))
    if (statement.kind === 'contact' && use !== 'verify')
      return refuse(problem('use', 'contact-only-to-verify'))
    const dataKey = await shelf.dataKey(id)
    const material = await files.read('material', id)
    if (dataKey === null) return refuse(problem('', 'material-destroyed'))
    if (material === null || digestOf(material) !== statement.sealed) {
      throw new PeopleError('vault-damaged', 'the sealed material is not what was held')
    }
    const bytes = unpad(openSecret(dataKey, `material\n${id}`, material))
    if (bytes === null) throw new PeopleError('vault-damaged', 'the material has no length')
    return ok({ kind: statement.kind, bytes })
  }

  const destroyKey = async (statement: HeldMaterial): Promise<HeldMaterial> => {
    await files.destroy('keys', statement.id)
    const destroyed: HeldMaterial = { ...statement, consent: consentTo([]), state: 'destroyed' }
    await shelf.putStatement(destroyed)
    return destroyed
  }

  /** Wraps under the current key what an older one wrapped, ends what was begun, and lets go of what was never finished. */
  const tidy = async (): Promise<void> => {
    const known = new Set<string>()
    for (const statement of await shelf.statements()) {
      const { id } = statement
      known.add(id)
      const dataKey = await shelf.dataKey(id)
      if (dataKey === null && statement.state === 'held') await destroyKey(statement)
      else await shelf.putStatement(statement)
      if (dataKey !== null) await shelf.putDataKey(id, dataKey)
    }
    for (const room of ['material', 'keys'] as const) {
      for (const id of await files.list(room)) if (!known.has(id)) await files.destroy(room, id)
    }
    for (const day of await files.list('manifests')) {
      const manifest = await shelf.manifest(day)
      if (manifest !== null) await shelf.putManifest(manifest)
    }
  }

  const holdNow: HoldMaterial = async (kind, bytes, uses, reference) => {
    if (uses.length === 0 || (kind === 'contact' && !uses.includes('verify'))) {
      return refuse(problem('uses', 'consent-empty'))
    }
    if (kind === 'picture') {
      const stripped = stripImage(bytes)
      if (!stripped.ok) return stripped
    }
    const id = randomBytes(ID_BYTES).toString('hex')
    const dataKey = randomBytes(SECRET_KEY_BYTES)
    const material = sealSecret(dataKey, `material\n${id}`, pad(bytes))
    await files.write('material', id, material)
    await shelf.putDataKey(id, dataKey)
    // Last: what has no statement was never held.
    await shelf.putStatement({
      id,
      kind,
      sealed: digestOf(material),
      consent: consentTo(uses),
      state: 'held',
      ...(reference === undefined ? {} : { reference }),
    })
    return ok({ id })
  }

  const withdrawNow = async (id: string, uses: readonly SourceUse[]): Promise<Result<HeldMaterial>> => {
    const statement = await shelf.statement(id)
    if (statement === null) return UNKNOWN
    const consent = withdrawUses(statement.consent, uses)
    if (!consent.ok) return consent
    if (statement.consent.verify && !consent.value.verify) for (const tell of listeners) await tell(id)
    if (isWithdrawn(consent.value)) return ok(await destroyKey(statement))
    const narrowed: HeldMaterial = { ...statement, consent: consent.value }
    await shelf.putStatement(narrowed)
    return ok(narrowed)
  }

  return {
    hold: (kind, bytes, uses) => inTurn(() => holdNow(kind, bytes, uses)),
    async open(id, use) {
      const material = await read(id, use)
      if (!material.ok || material.value.kind !== 'picture') return material
      const stripped = stripImage(material.value.bytes)
      return stripped.ok ? ok({ kind: 'picture', bytes: stripped.value.bytes }) : stripped
    },
    async openOriginal(id) {
      const material = await read(id, 'verify')
      return material.ok ? ok(material.value.bytes) : material
    },
    withdraw: (id, uses) => inTurn(() => withdrawNow(id, uses)),
    withdrawByReference: (reference, uses) =>
      inTurn(async () => {
        const all = (await shelf.statements()).filter((one) => one.reference === reference)
        for (const { id, state } of all) if (state === 'held') await withdrawNow(id, uses)
        return all.length
      }),
    beforeDay: (bring) => void arrivals.push(bring),
    beforeWithdrawal: (tell) => void listeners.push(tell),
    list: () => shelf.statements(),
    turnDay: () =>
      inTurn(async () => {
        const midnight = startOfDay(now())
        const day = formatDay(midnight)
        if ((await shelf.manifest(day)) !== null && (await isOnRecord(ledger, day))) return
        for (const bring of arrivals) await bring(holdNow)
        await tidy()
        const statements = (await shelf.statements()).map(({ id, sealed, consent, state }) => ({
          id,
          sealed,
          consent,
          state,
        }))
        const manifest =
          (await shelf.manifest(day)) ??
          createVaultManifest(cryptography, day, statements, () => randomBytes(32))
        await shelf.putManifest(manifest)
        await files.levelTimes(new Date(midnight))
        await ledger.write((turn) =>
          turn.append('internal', {
            schema: RECORD_SCHEMA,
            kind: VAULT_RECORD,
            time: formatInstant(midnight),
            audiences: ['administration:mechanism'],
            body: { day, root: vaultRoot(cryptography, manifest) },
          }),
        )
      }),
    async prove(id, day) {
      const manifest = await shelf.manifest(day)
      return manifest === null ? null : proveStatement(cryptography, manifest, id)
    },
  }
}

/** Kind of the one record that the vault makes, once a day whatever it holds. */
export const VAULT_RECORD = 'vault-state'

async function isOnRecord(ledger: Ledger, day: string): Promise<boolean> {
  for await (const { content } of ledger.entries('internal', { kinds: [VAULT_RECORD] })) {
    if (content.kind === 'record' && content.record.body['day'] === day) return true
  }
  return false
}

/** Changes wait for one another. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
}
