// SPDX-License-Identifier: Apache-2.0
import { equalBytes, fromHex, toHex, toUtf8 } from '../bytes.ts'
import { openCommitment } from '../journal/commitment.ts'
import {
  hashesOfTiles,
  parseCheckpoint,
  parseEntryBundle,
  signaturesBy,
  TILE_WIDTH,
  tileOfHash,
  tilePath,
  type Checkpoint,
  type TileName,
  type VerifierKey,
} from '../log/index.ts'
import { createTreeHashing, HASH_BYTES, proveInclusion, verifyInclusion } from '../merkle/index.ts'
import type { Cryptography } from '../ports.ts'

/** What is checked of one record, in order. */
export const RECORD_CHECKS = ['checkpoint', 'signature', 'record', 'inclusion'] as const
export type RecordCheck = (typeof RECORD_CHECKS)[number]

/** Never a bare yes: `checked` names the log's size and root under which it holds. */
export type RecordProof =
  | { readonly kind: 'checked' | 'withheld'; readonly size: number; readonly root: string }
  | { readonly kind: 'not-yet-published'; readonly size: number }
  | {
      readonly kind: 'failed'
      readonly check: RecordCheck
      /** What the log says, in hexadecimal; empty where it says nothing readable. */
      readonly expected: string
      readonly found: string
    }

/** One record of a log that is served under the paths of C2SP tlog-tiles. */
export interface RecordProofRequest {
  readonly index: number
  /** The record's canonical bytes with the salt that opens its commitment, or the commitment alone where it is withheld. */
  readonly claim:
    | { readonly kind: 'open'; readonly record: Uint8Array; readonly salt: string }
    | { readonly kind: 'withheld'; readonly commitment: string }
  /** Signed note; null where the log has published none. */
  readonly checkpoint: Uint8Array | null
  readonly key: VerifierKey
  /** Bytes of a tile by its path, such as `tile/0/000`; null where there is none. */
  readTile(path: string): Promise<Uint8Array | null>
  readonly cryptography: Pick<Cryptography, 'sha256'> & {
    verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>
  }
}

/**
 * Checks that one record stands in a signed log, from the log's own tiles: the signature of the checkpoint, the entry against record
 * and salt, and the way from the entry to the signed root. Rejects only where a tile cannot be fetched or a signature not be checked.
 */
export async function verifyRecord(request: RecordProofRequest): Promise<RecordProof> {
  const { index, key, cryptography } = request
  if (request.checkpoint === null) return { kind: 'not-yet-published', size: 0 }
  const checkpoint = parseCheckpoint(request.checkpoint)
  if (checkpoint === null) return failed('checkpoint')
  if (!(await isSigned(cryptography, checkpoint, key))) {
    return failed('signature', key.name ?? toHex(key.publicKey), checkpoint.origin)
  }
  const { size, root } = checkpoint
  if (!Number.isSafeInteger(index) || index < 0) return failed('record')
  if (index >= size) return { kind: 'not-yet-published', size }

  const bundle: TileName = { ...tileOfHash(size, 0, index), level: 'entries' }
  const bytes = await request.readTile(tilePath(bundle))
  const entry = bytes === null ? undefined : parseEntryBundle(bytes)?.[index % TILE_WIDTH]
  const claimed = commitmentOf(request)
  if (entry === undefined || claimed === null || !equalBytes(entry, claimed)) {
    return failed('record', toHex(entry ?? new Uint8Array()), toHex(claimed ?? new Uint8Array()))
  }
  return (await isIncluded(request, checkpoint, entry))
    ? { kind: request.claim.kind === 'open' ? 'checked' : 'withheld', size, root }
    : failed('inclusion', root)
}

const failed = (check: RecordCheck, expected = '', found = ''): RecordProof => ({
  kind: 'failed',
  check,
  expected,
  found,
})

async function isSigned(
  cryptography: RecordProofRequest['cryptography'],
  { note, origin }: Checkpoint,
  { name, publicKey }: VerifierKey,
): Promise<boolean> {
  if (name !== null && name !== origin) return false
  const own = signaturesBy(cryptography, note, origin, publicKey) ?? []
  const message = toUtf8(note.text)
  for (const signature of own) {
    if (!(await cryptography.verifyEd25519(publicKey, message, signature))) return false
  }
  return own.length > 0
}

function commitmentOf({ claim, cryptography }: RecordProofRequest): Uint8Array | null {
  if (claim.kind === 'withheld') return fromHex(claim.commitment)
  const salt = fromHex(claim.salt)
  return salt === null ? null : openCommitment(cryptography, salt, cryptography.sha256(claim.record))
}

/** The tiles that the way to the root needs are noted on a first walk, fetched, and read on a second. */
async function isIncluded(
  { index, cryptography, readTile }: RecordProofRequest,
  { size, root }: Checkpoint,
  entry: Uint8Array,
): Promise<boolean> {
  const hashing = createTreeHashing(cryptography)
  const needed = new Map<string, TileName>()
  const noting = hashesOfTiles(hashing, size, (name) => {
    needed.set(tilePath(name), name)
    return new Uint8Array(TILE_WIDTH * HASH_BYTES)
  })
  proveInclusion(hashing, noting, index, size)
  const tiles = new Map<string, Uint8Array>()
  for (const [path, { width }] of needed) {
    const bytes = await readTile(path)
    if (bytes === null || bytes.length !== width * HASH_BYTES) return false
    tiles.set(path, bytes)
  }
  const hashAt = hashesOfTiles(hashing, size, (name) => tiles.get(tilePath(name))!)
  const proof = proveInclusion(hashing, hashAt, index, size)
  const leafHash = hashing.leaf(entry)
  return verifyInclusion(hashing, { index, size, leafHash, root: fromHex(root)! }, proof)
}
