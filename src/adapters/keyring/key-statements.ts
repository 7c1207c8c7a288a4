// SPDX-License-Identifier: Apache-2.0
import {
  followKeyHistory,
  formatKeyStatement,
  RECORD_SCHEMA,
  type Cryptography,
  type KeyPeriod,
  type KeyStatement,
  type Ledger,
  type NamedKey,
  type Signer,
} from '#evidence'
import { formatInstant, type Instant } from '#kernel'

import type { Keyring } from './keyring.ts'

const KINDS = { introduced: 'key-introduced', rotated: 'key-rotated', revoked: 'key-revoked' } as const

/** The signed statements of the public log about its keys, in order: what `/log/keys` shows and a verifier follows. */
export async function readKeyStatements(ledger: Pick<Ledger, 'entries'>): Promise<readonly string[]> {
  const notes: string[] = []
  for await (const { content } of ledger.entries('public', { kinds: Object.values(KINDS) })) {
    const note = content.kind === 'record' ? content.record.body['note'] : null
    if (typeof note === 'string') notes.push(note)
  }
  return notes
}

/**
 * Puts on record what the keyring holds and the public log does not yet say, so that a change of keys that was interrupted is completed
 * by the next start. A rotation holds from the latest checkpoint on; `vouchedUpTo` is the last size that a revoked key is trusted for.
 * Answers how many statements were added. Throws Error where the log tells of other keys than the keyring holds.
 */
export async function settleKeyStatements(
  cryptography: Cryptography,
  ledger: Ledger,
  keyring: Keyring,
  published: number,
  now: Instant,
  vouchedUpTo: number | null = null,
): Promise<number> {
  const notes = await readKeyStatements(ledger)
  const current = keyring.signers.at(-1)!.signer
  const periods = notes.length === 0 ? [] : follow(cryptography, notes, keyring.signers[0]!.signer)
  const missing: [KeyStatement, [Signer, ...Signer[]]][] = []
  keyring.signers.forEach(({ signer, revoked }, at) => {
    const before = keyring.signers[at - 1]?.signer
    const key = namedKey(signer)
    if (at >= periods.length) {
      missing.push(
        before === undefined
          ? [{ kind: 'introduced', key, size: 0 }, [signer]]
          : [{ kind: 'rotated', old: namedKey(before), key, size: published }, [before, signer]],
      )
    }
    if (revoked && periods[at]?.revoked !== true) {
      const size = vouchedUpTo ?? periods[at]?.upTo ?? published
      missing.push([{ kind: 'revoked', key, size }, [current]])
    }
  })
  // A revocation is signed by the key in force, which must have been introduced before.
  missing.sort(([a], [b]) => Number(a.kind === 'revoked') - Number(b.kind === 'revoked'))
  if (missing.length === 0) return 0
  await ledger.write(async (turn) => {
    for (const [statement, signers] of missing) {
      await turn.append('public', {
        schema: RECORD_SCHEMA,
        kind: KINDS[statement.kind],
        time: formatInstant(now),
        audiences: ['public'],
        body: { note: formatKeyStatement(cryptography, statement, signers) },
      })
    }
  })
  return missing.length
}

function follow(cryptography: Cryptography, notes: readonly string[], first: Signer): readonly KeyPeriod[] {
  const read = followKeyHistory(cryptography, notes, first)
  if (read.ok) return read.value
  const codes = read.problems.map(({ code }) => code).join(', ')
  throw new Error(`the log tells of other keys than this keyring holds: ${codes}`)
}

const namedKey = ({ name, publicKey }: Signer): NamedKey => ({ name, publicKey })
