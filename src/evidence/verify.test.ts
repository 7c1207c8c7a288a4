// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import {
  createSampleEdition,
  cryptography,
  exerciseSigner,
  makeSampleBundle,
  sampleRecord,
} from '../../test/evidence/sample-bundle.ts'
import {
  anotherSigner,
  exerciseKey,
  firstMismatchOf,
  sample,
  verify,
  withFile,
} from '../../test/evidence/verify-sample.ts'
import { equalBytes, joinBytes, toUtf8 } from './bytes.ts'
import { createJournal, createMemoryJournalFiles } from './journal/index.ts'
import { formatCheckpoint, formatVerifierKey } from './log/index.ts'
import type { JournalRecord } from './record.ts'
import { CHECK_NAMES } from './verify.ts'

describe('a whole bundle', () => {
  test('[E10] without a key it is self-consistent and says that nobody is established', async () => {
    const outcome = await verify(sample)
    expect(outcome.firstMismatch).toBeNull()
    expect(outcome.verdict).toBe('self-consistent')
    expect(outcome.signer).toEqual({ established: false, name: 'marsad.example/EXERCISE', exercise: true })
    expect(outcome.checks.map(({ verdict }) => verdict)).toEqual(CHECK_NAMES.map(() => 'passed'))
    expect(outcome.records).toEqual({ checked: 707, withheld: 0, failed: 0, notReached: 0 })
    expect(outcome.originals).toEqual({ checked: 3, withheld: 0 })
    expect(outcome.files).toEqual({ checked: 4 })
    // Three bundles of entries, three tiles over them, one above.
    expect(outcome.tiles).toEqual({ checked: 7 })
  })

  test('[E10] with the right key it is verified', async () => {
    const outcome = await verify(sample, { key: exerciseKey, requireKey: true })
    expect([outcome.verdict, outcome.signer.established]).toEqual(['verified', true])
  })

  test('[E10] a key without a name is held against the key alone', async () => {
    const outcome = await verify(sample, { key: { name: null, publicKey: exerciseSigner.publicKey } })
    expect(outcome.verdict).toBe('verified')
  })

  test('[E10] a key that is asked for and not given fails', async () => {
    const outcome = await verify(sample, { requireKey: true })
    expect(outcome.firstMismatch).toEqual({ check: 'signer', code: 'key-required', file: null })
    expect(outcome.verdict).toBe('failed')
  })

  test('[E11] forged as a whole under another key it fits together, and fails as soon as a key is given', async () => {
    const forged = await makeSampleBundle({ signer: anotherSigner() })
    const unaware = await verify(forged)
    expect([unaware.verdict, unaware.signer.established, unaware.signer.exercise]).toEqual([
      'self-consistent',
      false,
      false,
    ])
    const aware = await verify(forged, { key: exerciseKey })
    expect(aware.verdict).toBe('failed')
    expect(aware.firstMismatch).toMatchObject({ check: 'signer', code: 'signed-by-another-key' })
  })

  test('[E11] the right key under another name is another signer', async () => {
    const outcome = await verify(sample, { key: { ...exerciseKey, name: 'marsad.example/log' } })
    expect(outcome.firstMismatch?.code).toBe('signed-by-another-key')
  })

  test('[E17] more than one record file and more than one full tile', async () => {
    const outcome = await verify(await makeSampleBundle({ observations: 8_500 }))
    expect(outcome.firstMismatch).toBeNull()
    expect(outcome.records.checked).toBe(8_507)
  })

  test('[E12] records and originals withheld from an audience are counted apart', async () => {
    const answers: string[] = []
    const outcome = await verify(await makeSampleBundle({ audience: 'press' }), {
      onRecord: (index, answer) => void (answers[index] = answer),
    })
    expect(outcome.firstMismatch).toBeNull()
    expect(outcome.verdict).toBe('self-consistent')
    expect(outcome.records).toEqual({ checked: 637, withheld: 70, failed: 0, notReached: 0 })
    expect(outcome.originals).toEqual({ checked: 2, withheld: 1 })
    expect(answers.filter((answer) => answer === 'withheld').length).toBe(70)
  })

  test('[E12] an original that should have been withheld is a fault', async () => {
    const bundle = await makeSampleBundle({ audience: 'press' })
    const restricted = digestOf('restricted,material\n1,2\n')
    bundle.set(
      `evidence/originals/${restricted.slice(0, 2)}/${restricted}`,
      toUtf8('restricted,material\n1,2\n'),
    )
    expect(await firstMismatchOf(bundle)).toMatchObject({ check: 'originals', code: 'original-not-withheld' })
  })
})

describe('what the records come to', () => {
  test('[E16] an edition that cannot read a record names the record', async () => {
    const outcome = await verify(sample, {
      createEdition: () => ({
        add: ({ kind }) => {
          if (kind === 'incident') throw new TypeError('no such incident')
        },
        finish: () => {},
      }),
    })
    expect(outcome.firstMismatch).toMatchObject({
      code: 'record-not-understood',
      recordIndex: 704,
      found: 'no such incident',
    })
  })

  test('[E16] a published file that the records do not come to is no proof of anything', async () => {
    const without = await verify(sample, {
      createEdition: (write) =>
        createSampleEdition((file, text) => {
          if (file !== 'report.html') write(file, text)
        }),
    })
    expect(without.firstMismatch).toMatchObject({ code: 'file-not-recomputed', file: 'report.html' })
    const surplus = await verify(sample, {
      createEdition: (write) => {
        write('annex.csv', 'a\n')
        return createSampleEdition(write)
      },
    })
    expect(surplus.firstMismatch).toMatchObject({ code: 'file-not-published', file: 'annex.csv' })
  })
})

describe('a stranger’s bundle', () => {
  test('[E17] whatever bytes stand in whatever file, the answer is an outcome and never an exception', async () => {
    const paths = [...sample.keys()]
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => toUtf8(`${text}\n`)),
      fc
        .constantFrom('{"index":0,"record":{},"salt":""}\n', '\n\n', '{"index":0,"record":\n', '—\n')
        .map(toUtf8),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), junk, fc.nat(), async (path, bytes, place) => {
        const spliced = withFile(path, (whole) => {
          const at = place % whole.length
          return joinBytes(whole.subarray(0, at), bytes, whole.subarray(at + bytes.length))
        })
        const replaced = withFile(path, () => bytes)
        const same = equalBytes(spliced.get(path)!, sample.get(path)!)
        const outcomes = [await verify(spliced), await verify(replaced)]
        expect(outcomes.map(({ verdict }) => verdict)).toEqual([
          same ? 'self-consistent' : 'failed',
          'failed',
        ])
      }),
      { numRuns: 150 },
    )
  })

  test('[E17] records of any shape, sealed by anybody, are named and never thrown', async () => {
    const signer = anotherSigner()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json(), { minLength: 1, maxLength: 5 }), async (bodies) => {
        const files = createMemoryJournalFiles()
        const journal = createJournal(files, {
          cryptography,
          signer,
          saltKey: new Uint8Array(32),
          audience: null,
        })
        for (const body of bodies) {
          for (const kind of ['configured', 'received', 'observation', 'published']) {
            journal.append({ ...sampleRecord(kind, {}), body: JSON.parse(body) as JournalRecord['body'] })
          }
        }
        await journal.seal()
        const bundle = new Map([...files.all()].map(([path, bytes]) => [`evidence/${path}`, bytes] as const))
        const { verdict, firstMismatch } = await verify(bundle)
        expect([verdict, firstMismatch?.check]).toEqual(['failed', 'records'])
      }),
      { numRuns: 60 },
    )
  })

  test('[E17] a checkpoint that claims more entries than there are files is refused at once', async () => {
    const signer = anotherSigner()
    const state = { size: Number.MAX_SAFE_INTEGER, root: 'ab'.repeat(32) }
    const bundle = new Map([
      ['evidence/log/checkpoint', formatCheckpoint(cryptography, state, signer)],
      ['evidence/signer.vkey', toUtf8(`${formatVerifierKey(cryptography, signer.name, signer.publicKey)}\n`)],
    ])
    expect(await firstMismatchOf(bundle)).toMatchObject({ check: 'layout', code: 'file-missing' })
  })
})
