// SPDX-License-Identifier: Apache-2.0
import type { RecordProof } from '#evidence/verify'
import { canonicalJson, type JsonValue } from '#kernel'

import { checkObservation } from './check-observation.ts'
import { checkProof, fetchProof } from './observation-proof.ts'

/** How an observation on the screen stands: what it is held against, and what came of it. */
export type ShownProof = RecordProof | { readonly kind: 'differs' }

type Document = Readonly<Record<string, unknown>>

/**
 * Whether what is shown is what its id names, and whether its record stands in the signed log. `differs` where the content is another
 * than the id or the record says, whatever the log holds.
 */
export async function checkShown(id: string, document: Document): Promise<ShownProof> {
  if ((await checkObservation(id, document)) === 'differs') return { kind: 'differs' }
  const proof = await fetchProof(id)
  const { claim } = proof
  if (claim.kind === 'open' && !isOf(claim.record, document)) return { kind: 'differs' }
  return checkProof(proof)
}

/** Whether the record is about this very document. */
function isOf(record: Readonly<Record<string, JsonValue>>, document: Document): boolean {
  const told = (record['body'] as Readonly<Record<string, JsonValue>> | undefined)?.['document']
  return told !== undefined && canonicalJson(told) === canonicalJson(document as { [key: string]: JsonValue })
}
