// SPDX-License-Identifier: Apache-2.0
import { equalBytes, fromUtf8, toHex } from '../bytes.ts'
import { CHECKPOINT_PATH, EVIDENCE_FOLDER, SIGNER_PATH } from '../layout.ts'
import { followKeyHistory, isVouchedFor } from '../keys/index.ts'
import { formatVerifierKey, isSignedBy, parseCheckpoint, parseVerifierKey } from '../log/index.ts'
import type { VerifierKey } from '../log/index.ts'
import { mismatchOf, readWhole, type Check, type Verification } from './verification.ts'

const CHECKPOINT = `${EVIDENCE_FOLDER}/${CHECKPOINT_PATH}`
const SIGNER = `${EVIDENCE_FOLDER}/${SIGNER_PATH}`
/** Both files are a few hundred bytes; anything above this is none of them. */
const MOST_BYTES = 65_536

/** There is a checkpoint, and it is signed by the key that lies beside it: this shows no more than that nobody edited it carelessly. */
export const checkCheckpoint: Check = async (verification) => {
  const mismatch = mismatchOf('checkpoint')
  const { request, sizes } = verification
  const size = sizes.get(CHECKPOINT)
  if (size === undefined) return mismatch('checkpoint-missing', CHECKPOINT)
  const checkpoint = size > MOST_BYTES ? null : parseCheckpoint(await readWhole(request.files, CHECKPOINT))
  if (checkpoint === null) return mismatch('checkpoint-unreadable', CHECKPOINT)
  verification.checkpoint = checkpoint
  verification.signerName = checkpoint.origin

  const beside = await readSignerFile(verification)
  if (beside === null) return mismatch(sizes.has(SIGNER) ? 'signer-file-unreadable' : 'file-missing', SIGNER)
  const { name, publicKey } = beside
  if (name !== checkpoint.origin) {
    return mismatch('signature-does-not-fit', SIGNER, { expected: checkpoint.origin, found: String(name) })
  }
  if (!isSignedBy(request.cryptography, checkpoint.note, checkpoint.origin, publicKey)) {
    return mismatch('signature-does-not-fit', CHECKPOINT, { expected: describe(verification, publicKey) })
  }
  verification.signerKey = publicKey
  return null
}

/** The checkpoint is signed by the key that the caller brought along, if any, or by the one that this key's history vouches for. */
export const checkSigner: Check = (verification) => {
  const mismatch = mismatchOf('signer')
  const { key, requireKey, keyStatements, cryptography } = verification.request
  const { checkpoint, signerKey } = verification
  if (key === undefined || key === null) {
    return Promise.resolve(requireKey === true ? mismatch('key-required', null) : null)
  }
  if (keyStatements !== undefined && keyStatements !== null) {
    const history = followKeyHistory(cryptography, keyStatements, key)
    if (!history.ok) {
      const [broken] = history.problems
      return Promise.resolve(
        mismatch('key-history-broken', null, { figure: broken?.path ?? '', found: broken?.code ?? '' }),
      )
    }
    if (!isVouchedFor(cryptography, checkpoint!, history.value)) {
      const found = `${describe(verification, signerKey!)} at size ${checkpoint!.size}`
      return Promise.resolve(mismatch('key-not-vouched-for', CHECKPOINT, { found }))
    }
    verification.established = true
    return Promise.resolve(null)
  }
  const nameFits = key.name === null || key.name === checkpoint!.origin
  if (!nameFits || !equalBytes(key.publicKey, signerKey!)) {
    return Promise.resolve(
      mismatch('signed-by-another-key', CHECKPOINT, {
        expected: describe(verification, key.publicKey, key.name ?? undefined),
        found: describe(verification, signerKey!),
      }),
    )
  }
  verification.established = true
  return Promise.resolve(null)
}

async function readSignerFile({ request, sizes }: Verification): Promise<VerifierKey | null> {
  const size = sizes.get(SIGNER)
  if (size === undefined || size > MOST_BYTES) return null
  const text = fromUtf8(await readWhole(request.files, SIGNER))
  const key = text === null ? null : parseVerifierKey(request.cryptography, text)
  // Only the form that is written, so that no byte of the file can change unseen.
  return key?.ok === true &&
    key.value.name !== null &&
    text === `${formatVerifierKey(request.cryptography, key.value.name, key.value.publicKey)}\n`
    ? key.value
    : null
}

function describe({ checkpoint }: Verification, publicKey: Uint8Array, name = checkpoint!.origin): string {
  return `${name} ${toHex(publicKey)}`
}
