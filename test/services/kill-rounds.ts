// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import {
  askControl,
  createNodeCryptography,
  createExerciseSigner,
  openMission,
  type Mission,
} from '#adapters'
import {
  createTreeHashing,
  exerciseSaltKey,
  fromHex,
  parseCheckpoint,
  proveConsistency,
  TILE_WIDTH,
  toUtf8,
  verifyConsistency,
  type Hash,
} from '#evidence'
import { canonicalJson, digestOf, toInstant, type Digest } from '#kernel'

import { issuedTokenSchema } from '../../src/cli/feed-tokens.ts'
import { readyMsOf, serveMission, type ReadyAfter, type ServiceProcess } from './running-service.ts'

export interface KillFindings {
  readonly rounds: number
  readonly acknowledged: number
  readonly decided: number
  readonly lost: readonly string[]
  readonly half: readonly string[]
  /** Of all starts, by the shorter of clock and processor. */
  readonly slowestReadyMs: number
  readonly slowestReadyByClockMs: number
  readonly checkpoints: number
}

interface Acknowledged {
  readonly digest: string
  readonly index: number
}

const cryptography = createNodeCryptography()
const hashing = createTreeHashing(cryptography)
/** The moments are random, and the same again for the same seed. */
const momentOf = (seed: number, round: number): number =>
  createHash('sha256').update(`${seed} ${round}`).digest().readUInt32BE(0) % 1_200

/**
 * Serves a mission, delivers and decides, kills it at a random moment, and looks at what is there: again and again on the same folder.
 * Then serves it once more and waits until what was acknowledged is worked on.
 */
export async function killAgainAndAgain(
  folder: string,
  databaseUrl: string | null,
  rounds: number,
  seed: number,
): Promise<KillFindings> {
  const acknowledged: Acknowledged[] = []
  const decided: string[] = []
  const lost: string[] = []
  const half: string[] = []
  const notes: string[] = []
  const readies: ReadyAfter[] = []
  let token: string | null = null
  for (let round = 0; round < rounds; round += 1) {
    const service = await serveMission(folder, databaseUrl)
    readies.push(service.ready)
    const checkpoint = await fetch(`${service.url}log/checkpoint`)
    notes.push(await checkpoint.text())
    token ??= await issueToken(folder, 'firms')
    const before = acknowledged.length
    const stopped = new AbortController()
    const writing = [
      deliver(service, token, `${seed}-${round}-a`, acknowledged, stopped.signal),
      deliver(service, token, `${seed}-${round}-b`, acknowledged, stopped.signal),
      decide(folder, round, decided, stopped.signal),
    ]
    await setTimeout(momentOf(seed, round))
    await service.kill()
    stopped.abort()
    await Promise.all(writing)
    const mission = await holdMission(folder, databaseUrl)
    try {
      await findLost(mission, acknowledged.slice(before), lost)
      await findHalf(mission, half)
    } finally {
      await mission.close()
    }
  }
  const service = await serveMission(folder, databaseUrl)
  readies.push(service.ready)
  await service.stop()
  const mission = await holdMission(folder, databaseUrl)
  try {
    await findLost(mission, acknowledged, lost)
    for (const feedToken of decided) {
      if ((await mission.feeds.feedOfToken(feedToken)) === null) lost.push('a token that was issued')
    }
    await mission.ledger.publishCheckpoint('public', mission.now())
    await checkNotes(mission, [...notes, (await mission.ledger.checkpoint('public'))!], half)
  } finally {
    await mission.close()
  }
  const { length } = new Set(notes).size === 0 ? [] : [...new Set(notes)]
  return {
    rounds,
    acknowledged: acknowledged.length,
    decided: decided.length,
    lost,
    half,
    slowestReadyMs: Math.round(Math.max(...readies.map(readyMsOf))),
    slowestReadyByClockMs: Math.round(Math.max(...readies.map(({ clockMs }) => clockMs))),
    checkpoints: length,
  }
}

async function holdMission(folder: string, databaseUrl: string | null): Promise<Mission> {
  const keys = { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) }
  // A server lets go of the session of a killed process a moment later.
  for (let attempt = 0; ; attempt += 1) {
    const held = await openMission({
      folder,
      databaseUrl,
      keys,
      now: () => toInstant(Date.now()),
      onLost: () => {},
    })
    if (held.ok) return held.value
    if (attempt === 20) throw new Error(JSON.stringify(held.problems))
    await setTimeout(100)
  }
}

async function issueToken(folder: string, feed: string): Promise<string> {
  const issued = await askControl(folder, 'token-issue', { feed, source: 'firms' })
  if (issued === null || !issued.ok) throw new Error(`no token: ${JSON.stringify(issued)}`)
  return issuedTokenSchema.parse(issued.value).token
}

const HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,bright_ti5,frp,daynight'

/** Twenty rows that nobody delivered before. */
function rowsOf(name: string, number: number): string {
  const rows = Array.from({ length: 20 }, (_, row) => {
    const bits = createHash('sha256').update(`${name} ${number} ${row}`).digest()
    const latitude = (47 + bits.readUInt16BE(0) / 20_000).toFixed(5)
    const longitude = (35 + bits.readUInt16BE(2) / 20_000).toFixed(5)
    const minute = String(bits[4]! % 60).padStart(2, '0')
    const power = (bits.readUInt16BE(5) / 100).toFixed(2)
    return `${latitude},${longitude},330.10,0.43,0.38,2026-06-24,00${minute},N,nominal,2.0NRT,283.14,${power},N`
  })
  return [HEADER, ...rows, ''].join('\n')
}

async function deliver(
  service: ServiceProcess,
  token: string,
  name: string,
  acknowledged: Acknowledged[],
  stopped: AbortSignal,
): Promise<void> {
  for (let number = 0; !stopped.aborted; number += 1) {
    try {
      const answer = await fetch(`${service.url}api/v1/feeds/firms/originals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: rowsOf(name, number),
      })
      if (answer.status !== 201) continue
      const { digest, log } = (await answer.json()) as { digest: string; log: { index: number } }
      acknowledged.push({ digest, index: log.index })
    } catch {
      // Killed in the middle: nothing was acknowledged.
      await setTimeout(5)
    }
  }
}

async function decide(folder: string, round: number, decided: string[], stopped: AbortSignal): Promise<void> {
  for (let number = 0; !stopped.aborted; number += 1) {
    try {
      decided.push(await issueToken(folder, `firms-${round}-${number}`))
    } catch {
      await setTimeout(5)
    }
  }
}

/** Every acknowledged delivery has its record at its index and its bytes under its digest. */
async function findLost(
  { ledger, originals }: Mission,
  acknowledged: readonly Acknowledged[],
  lost: string[],
): Promise<void> {
  for (const { digest, index } of acknowledged) {
    let found = false
    for await (const { content } of ledger.entries('public', { from: index, to: index + 1 })) {
      found = content.kind === 'record' && content.record.body['original'] === digest
    }
    const hash = createHash('sha256')
    if (await originals.has(digest as Digest)) {
      for await (const chunk of originals.read(digest as Digest)) hash.update(chunk)
    }
    if (!found) lost.push(`record ${index}`)
    if (hash.digest('hex') !== digest) lost.push(`original ${digest}`)
  }
}

/** Indices are dense, every record is whole, and the tables hold what the log says and no more. */
async function findHalf({ ledger, database }: Mission, half: string[]): Promise<void> {
  let next = 0
  const counts = new Map<string, number>()
  for await (const { index, digest, content } of ledger.entries('public')) {
    if (index !== next) half.push(`no record ${next}`)
    next = index + 1
    if (content.kind !== 'record') continue
    const { record } = content
    if (digestOf(canonicalJson(record as never)) !== digest) half.push(`record ${index} is another`)
    counts.set(record.kind, (counts.get(record.kind) ?? 0) + 1)
  }
  for (const [kind, table] of [
    ['observation', 'observations'],
    ['received', 'deliveries'],
    ['incident', 'incident_versions'],
    ['violation', 'violation_versions'],
  ] as const) {
    const { rows } = await database.reader
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    if (Number(rows) !== (counts.get(kind) ?? 0))
      half.push(`${table}: ${rows} rows of ${counts.get(kind) ?? 0}`)
  }
}

/** Each checkpoint that was ever seen follows from the one before, by proofs made of the tiles that are served now. */
async function checkNotes({ ledger }: Mission, notes: readonly string[], half: string[]): Promise<void> {
  const checkpoints = [...new Set(notes)].map((note) => parseCheckpoint(toUtf8(note))!)
  const last = checkpoints.at(-1)!
  const leaves: Hash[] = []
  for (let index = 0; leaves.length < last.size; index += 1) {
    const width = Math.min(TILE_WIDTH, last.size - leaves.length)
    const tile = (await ledger.tile('public', { level: 0, index, width }))!
    for (let start = 0; start < tile.length; start += 32) leaves.push(tile.subarray(start, start + 32))
  }
  const memory = new Map<string, Hash>()
  const hashAt = (height: number, index: number): Hash => {
    if (height === 0) return leaves[index]!
    const key = `${height} ${index}`
    const known =
      memory.get(key) ?? hashing.node(hashAt(height - 1, 2 * index), hashAt(height - 1, 2 * index + 1))
    memory.set(key, known)
    return known
  }
  for (const { size, root } of checkpoints) {
    const claim = { size1: size, size2: last.size, root1: fromHex(root)!, root2: fromHex(last.root)! }
    const proof = proveConsistency(hashing, hashAt, size, last.size)
    if (!verifyConsistency(hashing, claim, proof))
      half.push(`the log of ${size} does not begin that of ${last.size}`)
  }
}
