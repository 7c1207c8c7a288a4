// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac, randomBytes } from 'node:crypto'

import { afterAll, expect, test } from 'vitest'

import { createAudienceSets, migrate, openLedger, openSqlite } from '#adapters'
import { commitTo, exerciseSaltKey, parseEntryBundle } from '#evidence'
import { canonicalJson, digestOf, toInstant } from '#kernel'

import { makeWorkFolder } from '../run-marsad.ts'
import { cryptography, exerciseSigner, sampleRecord } from './sample-bundle.ts'

const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const work = makeWorkFolder()
afterAll(() => work.remove())

const sha256 = (...parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** A yes or a no about somebody: few bits, of which the guesser knows everything but the answer. */
const guess = (site: number, answer: string) => sampleRecord('confirmed', { site, answer })
const GUESSES = Array.from({ length: 500 }, (_, site) =>
  ['yes', 'no'].map((answer) => guess(site, answer)),
).flat()

test('[LG19] whoever has the public log alone cannot tell a right guess at a record from a wrong one', async () => {
  const saltKey = randomBytes(32)
  const database = openSqlite(`${work.path}/mission.sqlite`)
  await migrate(database, NOW)
  const ledger = await openLedger(database, {
    cryptography,
    saltKey,
    audienceSets: createAudienceSets(),
    projections: {},
    now: () => NOW,
    signers: {
      public: exerciseSigner,
      internal: { ...exerciseSigner, name: `${exerciseSigner.name}/internal` },
    },
  })
  const known = guess(77, 'yes')
  for (const record of [known, guess(78, 'no')]) await ledger.write((turn) => turn.append('public', record))
  await ledger.publishCheckpoint('public', NOW)
  const tile = await ledger.tile('public', { level: 'entries', index: 0, width: 64 })
  const hashes = await ledger.tile('public', { level: 0, index: 0, width: 64 })
  const note = (await ledger.checkpoint('public'))!
  const served = [tile!, hashes!, Buffer.from(note)]
    .map((bytes) => Buffer.from(bytes).toString('hex'))
    .join(' ')
  const entries = parseEntryBundle(tile!)!.map((entry) => Buffer.from(entry).toString('hex'))

  // What a guesser can compute: the record, its digest, hashes of it as leaf, and salts by keys that everybody has.
  const publicKeys = [new Uint8Array(32), exerciseSaltKey(cryptography), exerciseSigner.publicKey]
  const found = GUESSES.filter((record) => {
    const text = canonicalJson(record as never)
    const digest = digestOf(text)
    const bytes = Buffer.from(digest, 'hex')
    const tries = [
      digest,
      sha256(bytes),
      sha256(new Uint8Array(1), bytes),
      sha256(new Uint8Array(1), text),
      ...publicKeys.flatMap((key) => {
        const salt = createHmac('sha256', key).update(bytes).digest()
        return [
          sha256(salt, bytes),
          sha256(new Uint8Array(1), createHash('sha256').update(salt).update(bytes).digest()),
        ]
      }),
    ]
    return tries.some((one) => served.includes(one))
  })
  expect(found).toEqual([])
  // With the key of the mission the same guess is found: the search looks in the right place.
  const digest = Buffer.from(digestOf(canonicalJson(known as never)), 'hex')
  const { commitment } = commitTo(cryptography, saltKey, digest)
  expect(entries).toContain(Buffer.from(commitment).toString('hex'))
  await ledger.close()
  await database.close()
})
