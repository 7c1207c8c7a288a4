// SPDX-License-Identifier: Apache-2.0
import { parseVerifierKey, verifyRecord, type RecordProof } from '#evidence/verify'
import { canonicalJson, type JsonValue } from '#kernel'

import { ApiProblem } from '../api/api-problem.ts'
import { ask } from '../api/ask.ts'
import { browserCryptography } from './browser-cryptography.ts'

/** As GET /api/v1/observations/{id}/proof answers. */
export interface ObservationProof {
  readonly index: number
  readonly key: string
  readonly claim:
    | { readonly kind: 'open'; readonly record: Readonly<Record<string, JsonValue>>; readonly salt: string }
    | { readonly kind: 'withheld'; readonly commitment: string }
}

export const fetchProof = (id: string, signal?: AbortSignal): Promise<ObservationProof> =>
  ask<ObservationProof>(
    `/api/v1/observations/${encodeURIComponent(id)}/proof`,
    signal === undefined ? {} : { signal },
  )

/** The bytes that the log committed to. */
export const recordBytes = (record: Readonly<Record<string, JsonValue>>): Uint8Array =>
  new TextEncoder().encode(canonicalJson(record))

/** Checks a record against the log that the service publishes, by the code of `marsad verify`; `record` stands for a copy that was changed. */
export async function checkProof(
  { index, key, claim }: ObservationProof,
  record: Uint8Array | null = null,
): Promise<RecordProof> {
  const signer = parseVerifierKey(browserCryptography, key)
  if (!signer.ok) throw new ApiProblem('answer-unreadable', 200)
  return verifyRecord({
    index,
    claim:
      claim.kind === 'open'
        ? { kind: 'open', record: record ?? recordBytes(claim.record), salt: claim.salt }
        : claim,
    checkpoint: await readLog('checkpoint'),
    key: signer.value,
    readTile: readLog,
    cryptography: browserCryptography,
  })
}

/** A file of the public log; null where there is none. */
async function readLog(path: string): Promise<Uint8Array | null> {
  const response = await fetch(`/log/${path}`)
  if (response.status === 404) return null
  if (!response.ok) throw new ApiProblem('answer-unreadable', response.status)
  return new Uint8Array(await response.arrayBuffer())
}
