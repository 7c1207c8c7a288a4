// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import {
  commitTo,
  createTileWriter,
  createTreeHashing,
  equalBytes,
  fromHex,
  isSignedBy,
  parseCheckpoint,
  toHex,
  toUtf8,
  type Cryptography,
  type JournalRecord,
  type LogName,
  type OriginalStore,
  type VerifierKey,
} from '#evidence'
import { createDigester, digestOf, isDigest, problem, type Problem } from '#kernel'

import { openText } from '../database/sealing.ts'
import type { Tables } from '../database/tables.ts'

/** What was looked at, and everything that does not hold. */
export interface MissionCheck {
  readonly records: number
  readonly tombstones: number
  readonly checkpoints: number
  readonly originals: number
  /** By place and code: `record-changed`, `commitment-does-not-fit`, `root-does-not-fit`, `checkpoint-unsigned`, `record-missing`, `original-changed`, `original-missing`. */
  readonly problems: readonly Problem[]
}

export interface CheckRequest {
  readonly db: Kysely<Tables>
  readonly originals: OriginalStore
  readonly cryptography: Cryptography
  /** Null leaves the commitments to the roots: who has no key can still tell that nothing was changed after it was signed. */
  readonly saltKey: Uint8Array | null
  /** Public keys that have signed for the mission, whatever name they signed under. */
  readonly verifierKeys: readonly VerifierKey[]
}

const RECORDS_IN_A_PAGE = 2_000
const LOGS = ['public', 'internal'] as const

/** Works out every digest, commitment and root again from what is stored, and reads every original. */
export async function checkMission(request: CheckRequest): Promise<MissionCheck> {
  const problems: Problem[] = []
  const named = new Set<string>()
  const removed = new Set<string>()
  const figures = { records: 0, tombstones: 0, checkpoints: 0 }
  for (const log of LOGS) await checkLog(request, log, { problems, named, removed, figures })
  const held = await request.originals.list()
  for (const digest of held) {
    const digester = createDigester()
    for await (const chunk of request.originals.read(digest)) digester.update(chunk)
    if (digester.finish() !== digest) problems.push(problem(`originals/${digest}`, 'original-changed'))
  }
  const there = new Set<string>(held)
  for (const digest of named) {
    if (!there.has(digest) && !removed.has(digest)) {
      problems.push(problem(`originals/${digest}`, 'original-missing'))
    }
  }
  return { ...figures, originals: held.length, problems }
}

interface Findings {
  readonly problems: Problem[]
  readonly named: Set<string>
  readonly removed: Set<string>
  readonly figures: { records: number; tombstones: number; checkpoints: number }
}

async function checkLog(request: CheckRequest, log: LogName, findings: Findings): Promise<void> {
  const { db, cryptography, saltKey } = request
  const { problems, figures } = findings
  const tree = createTileWriter(createTreeHashing(cryptography), () => {})
  const checkpoints = await db
    .selectFrom('checkpoints')
    .select(['size', 'root', 'note'])
    .where('log', '=', log)
    .orderBy('size')
    .execute()
  let next = 0
  const checkRoots = (): void => {
    for (; checkpoints[next]?.size === tree.size; next += 1) {
      const { size, root, note } = checkpoints[next]!
      const path = `${log}/checkpoints/${size}`
      const read = parseCheckpoint(toUtf8(note))
      const own = toHex(tree.root())
      if (root !== own || read?.root !== own || read.size !== size) {
        problems.push(problem(path, 'root-does-not-fit', { expected: root, found: own }))
      }
      const isSigned =
        read !== null &&
        request.verifierKeys.some(({ publicKey }) =>
          isSignedBy(cryptography, read.note, read.origin, publicKey),
        )
      if (!isSigned) problems.push(problem(path, 'checkpoint-unsigned'))
      figures.checkpoints += 1
    }
  }
  checkRoots()
  for (;;) {
    const rows = await db
      .selectFrom('log_records as r')
      .leftJoin('record_keys as k', (join) => join.onRef('k.log', '=', 'r.log').onRef('k.idx', '=', 'r.idx'))
      .select(['r.idx', 'r.digest', 'r.record', 'r.sealed', 'r.commitment', 'k.record_key'])
      .where('r.log', '=', log)
      .where('r.idx', '>=', tree.size)
      .orderBy('r.idx')
      .limit(RECORDS_IN_A_PAGE)
      .execute()
    if (rows.length === 0) break
    for (const row of rows) {
      const path = `${log}/${row.idx}`
      if (row.idx !== tree.size) {
        problems.push(problem(`${log}/${tree.size}`, 'record-missing'))
        return
      }
      const text =
        row.record ??
        (row.sealed === null || row.record_key === null ? null : tryOpen(row.record_key, row.sealed))
      if (text === null) figures.tombstones += 1
      else if (text === undefined || digestOf(text) !== row.digest)
        problems.push(problem(path, 'record-changed'))
      else noteOriginals(JSON.parse(text) as JournalRecord, findings)
      const digest = fromHex(row.digest)
      if (saltKey !== null && digest !== null) {
        const { commitment } = commitTo(cryptography, saltKey, digest)
        if (!equalBytes(commitment, row.commitment)) problems.push(problem(path, 'commitment-does-not-fit'))
      }
      tree.append(new Uint8Array(row.commitment))
      figures.records += 1
      checkRoots()
    }
  }
  if (next < checkpoints.length) problems.push(problem(`${log}/${tree.size}`, 'record-missing'))
}

function noteOriginals({ kind, body }: JournalRecord, { named, removed }: Findings): void {
  const { original } = body
  if (typeof original !== 'string' || !isDigest(original)) return
  if (kind === 'original-removed') removed.add(original)
  else named.add(original)
}

/** Undefined where the key does not open the text. */
function tryOpen(key: Uint8Array, sealed: Uint8Array): string | undefined {
  try {
    return openText({ key, sealed })
  } catch {
    return undefined
  }
}
