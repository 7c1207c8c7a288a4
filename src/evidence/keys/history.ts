// SPDX-License-Identifier: Apache-2.0
import { assertNever, ok, problem, refuse, type Result } from '#kernel'

import { equalBytes } from '../bytes.ts'
import { isSignedBy, type Checkpoint, type VerifierKey } from '../log/index.ts'
import type { Cryptography } from '../ports.ts'
import { parseKeyStatement, type NamedKey } from './statement.ts'

/** For which sizes of the log a key speaks. */
export interface KeyPeriod {
  readonly key: NamedKey
  /** Checkpoints of more than this many entries. */
  readonly above: number
  /** Checkpoints of at most this many; null has no end. */
  readonly upTo: number | null
  /** True where the key was revoked: `upTo` is then the last size that its holder vouches for. */
  readonly revoked: boolean
}

/**
 * Follows what a mission said of its keys, from the first on. Every step is signed by the key before it and by the one it brings in, so
 * that whoever trusts any of them may trust the rest. Problems, by number of the statement: `key-statement-unreadable`,
 * `key-statement-unsigned`, `key-history-broken` (it does not follow from the one before), and `trusted-key-not-in-history`.
 */
export function followKeyHistory(
  cryptography: Cryptography,
  notes: readonly string[],
  trusted: VerifierKey,
): Result<readonly KeyPeriod[]> {
  const periods: KeyPeriod[] = []
  for (const [at, text] of notes.entries()) {
    const path = `statements.${at}`
    const read = parseKeyStatement(cryptography, text)
    if (read === null) return refuse(problem(path, 'key-statement-unreadable'))
    const { statement, note } = read
    const signedBy = ({ name, publicKey }: NamedKey): boolean =>
      isSignedBy(cryptography, note, name, publicKey)
    const current = periods.at(-1)
    if ((current === undefined) !== (statement.kind === 'introduced')) {
      return refuse(problem(path, 'key-history-broken'))
    }
    switch (statement.kind) {
      case 'introduced': {
        if (!signedBy(statement.key)) return refuse(problem(path, 'key-statement-unsigned'))
        periods.push({ key: statement.key, above: -1, upTo: null, revoked: false })
        break
      }
      case 'rotated': {
        if (!sameKey(statement.old, current!.key) || statement.size < current!.above) {
          return refuse(problem(path, 'key-history-broken'))
        }
        if (statement.key.name !== statement.old.name) return refuse(problem(path, 'key-history-broken'))
        if (!signedBy(statement.old) || !signedBy(statement.key)) {
          return refuse(problem(path, 'key-statement-unsigned'))
        }
        periods[periods.length - 1] = { ...current!, upTo: statement.size }
        periods.push({ key: statement.key, above: statement.size, upTo: null, revoked: false })
        break
      }
      case 'revoked': {
        if (!signedBy(current!.key)) return refuse(problem(path, 'key-statement-unsigned'))
        const revoked = periods.findIndex(({ key }) => sameKey(key, statement.key))
        // The key in force cannot revoke itself: then nobody would speak for the log.
        if (revoked < 0 || revoked === periods.length - 1) return refuse(problem(path, 'key-history-broken'))
        const period = periods[revoked]!
        const upTo = Math.min(period.upTo ?? statement.size, statement.size)
        periods[revoked] = { ...period, upTo, revoked: true }
        break
      }
      default:
        assertNever(statement)
    }
  }
  const isTrusted = ({ key }: KeyPeriod): boolean =>
    equalBytes(key.publicKey, trusted.publicKey) && (trusted.name === null || trusted.name === key.name)
  return periods.some(isTrusted) ? ok(periods) : refuse(problem('', 'trusted-key-not-in-history'))
}

/** True where the checkpoint is signed by the key that speaks for a log of its size. */
export const isVouchedFor = (
  cryptography: Cryptography,
  checkpoint: Checkpoint,
  history: readonly KeyPeriod[],
): boolean =>
  history.some(
    ({ key, above, upTo }) =>
      checkpoint.size > above &&
      (upTo === null || checkpoint.size <= upTo) &&
      checkpoint.origin === key.name &&
      isSignedBy(cryptography, checkpoint.note, key.name, key.publicKey),
  )

const sameKey = (a: NamedKey, b: NamedKey): boolean =>
  a.name === b.name && equalBytes(a.publicKey, b.publicKey)
