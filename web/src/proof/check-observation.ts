// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type JsonValue } from '#kernel'

/** `coarse` where this reader has a copy under another name, which cannot be held against the original's. */
export type ObservationProof = 'fits' | 'differs' | 'coarse'

/**
 * Whether an observation is what its id names: the SHA-256 of its content's canonical JSON (src/observations/document.ts), worked out
 * here by WebCrypto. That it stands in the signed log is another question, which check-shown.ts asks.
 */
export async function checkObservation(
  id: string,
  document: Readonly<Record<string, unknown>>,
): Promise<ObservationProof> {
  if (document['schema'] !== undefined) return 'coarse'
  const { id: named, ...content } = document
  const bytes = new TextEncoder().encode(canonicalJson(content as Readonly<Record<string, JsonValue>>))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex === id && named === id ? 'fits' : 'differs'
}
