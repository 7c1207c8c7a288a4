// SPDX-License-Identifier: Apache-2.0
import { digestOf, ok, problem, refuse, type Problem, type Result } from '#kernel'

import type { SecretShare } from './secret-sharing.ts'

/** A share as its holder keeps it: of which hand-over it is, and how many are needed. */
export interface NamedShare extends SecretShare {
  /** First digits of the hand-over's name. */
  readonly handover: string
  readonly threshold: number
}

const HEAD = 'marsad-share-1'

/** One line that can be typed in again: the last field finds a slip of the hand. */
export function formatShare({ handover, threshold, point, bytes }: NamedShare): string {
  const text = [HEAD, handover, threshold, point, Buffer.from(bytes).toString('hex')].join(':')
  return `${text}:${digestOf(text).slice(0, 8)}`
}

/** Problems: `share-unreadable`, by the name of the file. */
export function parseShare(line: string, name: string): Result<NamedShare> {
  const [head, handover = '', threshold, point, hex = '', check] = line.trim().split(':')
  const text = line.trim().slice(0, -9)
  const isSound =
    head === HEAD &&
    /^[0-9a-f]{16}$/.test(handover) &&
    /^\d{1,3}$/.test(threshold ?? '') &&
    /^\d{1,3}$/.test(point ?? '') &&
    /^[0-9a-f]{64}$/.test(hex) &&
    check === digestOf(text).slice(0, 8)
  if (!isSound) return refuse(problem(name, 'share-unreadable'))
  return ok({
    handover,
    threshold: Number(threshold),
    point: Number(point),
    bytes: new Uint8Array(Buffer.from(hex, 'hex')),
  })
}

/** Enough shares of this hand-over, each once. Problems: `share-of-another-handover`, `share-given-twice`, `too-few-shares`. */
export function checkQuorum(
  shares: readonly NamedShare[],
  handover: string,
  threshold: number,
): Result<readonly NamedShare[]> {
  const problems: Problem[] = []
  shares.forEach((share, at) => {
    const path = `--share ${at + 1}`
    if (share.handover !== handover) problems.push(problem(path, 'share-of-another-handover'))
    if (shares.findIndex(({ point }) => point === share.point) !== at) {
      problems.push(problem(path, 'share-given-twice', { point: share.point }))
    }
  })
  if (shares.length < threshold) {
    problems.push(problem('--share', 'too-few-shares', { given: shares.length, needed: threshold }))
  }
  return problems.length > 0 ? refuse(...problems) : ok(shares)
}
