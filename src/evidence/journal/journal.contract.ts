// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { canonicalJson } from '#kernel'

import { cryptography, exerciseSigner, sampleRecord } from '../../../test/evidence/sample-bundle.ts'
import { toHex, toUtf8 } from '../bytes.ts'
import { createFrontier, createTreeHashing } from '../merkle/index.ts'
import type { Journal, JournalFiles } from '../ports.ts'
import type { BundledRecord, JournalRecord } from '../record.ts'
import { exerciseSaltKey } from './exercise.ts'
import { createJournal } from './journal.ts'

const saltKey = exerciseSaltKey(cryptography)

const recordOf = (n: number): JournalRecord =>
  sampleRecord('observation', { n, text: `«${n}» Бахмут مرصد \n"` }, n % 3 === 0 ? ['mechanism'] : ['public'])

const hashOf = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  parts
    .reduce<ReturnType<typeof createHash>>((hash, part) => hash.update(part), createHash('sha256'))
    .digest()

/** The salt and commitment by the definition, with Node's own functions. */
function commitmentByDefinition(record: JournalRecord): {
  readonly salt: string
  readonly commitment: string
} {
  const digest = hashOf(canonicalJson(record as never))
  const salt = createHmac('sha256', saltKey).update(digest).digest()
  return { salt: salt.toString('hex'), commitment: hashOf(salt, digest).toString('hex') }
}

async function readAll(journal: Journal): Promise<readonly BundledRecord[]> {
  const records: BundledRecord[] = []
  for await (const record of journal.records()) records.push(record)
  return records
}

/** What every place for journal files must do; `makeFiles` gives an empty one each time. */
export function describeJournal(name: string, makeFiles: () => JournalFiles): void {
  const make = (audience: string | null = null): Journal =>
    createJournal(makeFiles(), { cryptography, signer: exerciseSigner, saltKey, audience })

  describe(`journal in ${name}`, () => {
    test('[E5] the log commits to salt and digest of each record, in order', () => {
      const journal = make()
      const frontier = createFrontier(createTreeHashing(cryptography))
      for (let n = 0; n < 300; n += 1) {
        journal.append(recordOf(n))
        const { commitment } = commitmentByDefinition(recordOf(n))
        frontier.append(hashOf(Uint8Array.of(0), Buffer.from(commitment, 'hex')))
      }
      expect(journal.state()).toEqual({ size: 300, root: toHex(frontier.root()) })
    })

    test('[E6] records come back in order with the salts that open them, before and after sealing', async () => {
      const journal = make()
      for (let n = 0; n < 5_000; n += 1) journal.append(recordOf(n))
      const before = await readAll(journal)
      expect(before.length).toBe(5_000)
      expect(before[4_097]).toEqual({
        index: 4_097,
        record: recordOf(4_097),
        salt: commitmentByDefinition(recordOf(4_097)).salt,
      })
      expect(before.every(({ index }, n) => index === n)).toBe(true)
      journal.append(recordOf(5_000))
      const sealed = await journal.seal()
      expect(sealed).toEqual(journal.state())
      expect(await readAll(journal)).toEqual([
        ...before,
        { index: 5_000, record: recordOf(5_000), salt: commitmentByDefinition(recordOf(5_000)).salt },
      ])
    })

    test('[E6] canonical bytes that the caller has at hand make the same journal', async () => {
      const [written, given] = [make('press'), make('press')]
      for (let n = 0; n < 40; n += 1) {
        written.append(recordOf(n))
        given.append(recordOf(n), toUtf8(canonicalJson(recordOf(n) as never)))
      }
      expect(given.state()).toEqual(written.state())
      expect(await readAll(given)).toEqual(await readAll(written))
    })

    test('[E7] what the audience may not read is withheld with its commitment, and the log is the same', async () => {
      const whole = make()
      const edition = make('press')
      for (let n = 0; n < 40; n += 1) for (const journal of [whole, edition]) journal.append(recordOf(n))
      expect(edition.state()).toEqual(whole.state())
      const records = await readAll(edition)
      expect(records[3]).toEqual({
        index: 3,
        commitment: commitmentByDefinition(recordOf(3)).commitment,
        withheld: true,
      })
      expect(records.filter((one) => 'withheld' in one).map(({ index }) => index % 3)).toEqual(
        Array(14).fill(0),
      )
    })

    test('[E7] a sealed journal takes nothing more', async () => {
      const journal = make()
      journal.append(recordOf(0))
      await journal.seal()
      expect(() => journal.append(recordOf(1))).toThrow(expect.objectContaining({ code: 'journal-sealed' }))
      await expect(journal.seal()).rejects.toMatchObject({ code: 'journal-sealed' })
    })

    test('[E6] an empty journal has the root of nothing and can be sealed', async () => {
      const journal = make()
      expect(await readAll(journal)).toEqual([])
      expect(await journal.seal()).toEqual({ size: 0, root: hashOf('').toString('hex') })
    })

    test('[E6] a file is written once and a missing one is an error with a code', async () => {
      const files = makeFiles()
      files.write('log/one', Uint8Array.of(1))
      expect(() => files.write('log/one', Uint8Array.of(2))).toThrow(
        expect.objectContaining({ code: 'file-exists' }),
      )
      await expect(files.read('log/two')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: 'file-missing',
      })
    })
  })
}
