// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { parseSigningKey } from '#adapters'
import { digestOf } from '#kernel'

import {
  createSampleEdition,
  cryptography,
  exerciseSigner,
  makeSampleBundle,
  sampleRecord,
  toBundleFiles,
  type Bundle,
} from '../../test/evidence/sample-bundle.ts'
import { equalBytes, fromUtf8, joinBytes, toUtf8 } from './bytes.ts'
import { createJournal, createMemoryJournalFiles } from './journal/index.ts'
import { formatCheckpoint, formatVerifierKey } from './log/index.ts'
import type { Signer } from './ports.ts'
import type { JournalRecord } from './record.ts'
import { listTamperings } from './tampering/index.ts'
import { CHECK_NAMES, verifyBundle, type VerificationOutcome, type VerificationRequest } from './verify.ts'

const verify = (bundle: Bundle, more: Partial<VerificationRequest> = {}): Promise<VerificationOutcome> =>
  verifyBundle({ files: toBundleFiles(bundle), cryptography, createEdition: createSampleEdition, ...more })

const exerciseKey = { name: exerciseSigner.name, publicKey: exerciseSigner.publicKey }

function anotherSigner(name = 'marsad.example/EXERCISE'): Signer {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  const signer = parseSigningKey(cryptography, String(pem), name)
  if (!signer.ok) throw new Error('a fresh key is usable')
  return signer.value
}

const sample = await makeSampleBundle()

/** The sample with one file changed. */
function withFile(path: string, edit: (bytes: Uint8Array) => Uint8Array | null): Bundle {
  const bundle = new Map(sample)
  const bytes = edit(sample.get(path) ?? new Uint8Array(0))
  if (bytes === null) bundle.delete(path)
  else bundle.set(path, bytes)
  return bundle
}

const editText = (path: string, edit: (text: string) => string): Bundle =>
  withFile(path, (bytes) => toUtf8(edit(fromUtf8(bytes)!)))

const firstMismatchOf = async (bundle: Bundle): Promise<VerificationOutcome['firstMismatch']> =>
  (await verify(bundle)).firstMismatch

const RECORDS = 'evidence/records/000000.ndjson'

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

describe('tampering', () => {
  for (const tampering of listTamperings()) {
    test(`[E13] ${tampering.name} is caught by ${tampering.caughtBy}`, async () => {
      const path = tampering.chooseFile([...sample.keys()])!
      const bundle = withFile(path, (bytes) => (tampering.kind === 'remove' ? null : tampering.edit(bytes)))
      const outcome = await verify(bundle, { key: exerciseKey })
      expect(outcome.verdict).toBe('failed')
      expect(outcome.firstMismatch).toMatchObject({ check: tampering.caughtBy, file: path })
      expect(outcome.checks.find(({ name }) => name === tampering.caughtBy)?.verdict).toBe('failed')
    })
  }

  /** Names of the bundles that pass although they should not. */
  async function passing(
    bundles: readonly (readonly [name: string, bundle: Bundle])[],
  ): Promise<readonly string[]> {
    const names: string[] = []
    for (const [name, bundle] of bundles) {
      const { verdict, firstMismatch } = await verify(bundle)
      if (verdict !== 'failed' || firstMismatch?.file === null) names.push(name)
    }
    return names
  }

  test('[E13] a flipped bit anywhere in any file is caught', async () => {
    const bundles = [...sample].flatMap(([path, bytes]) =>
      [0, Math.floor(bytes.length / 3), bytes.length - 1].map((place) => {
        const changed = withFile(path, (whole) => whole.map((byte, i) => (i === place ? byte ^ 4 : byte)))
        return [`${path} at ${place}`, changed] as const
      }),
    )
    expect(bundles.length).toBeGreaterThan(40)
    expect(await passing(bundles)).toEqual([])
  })

  test('[E13] any file cut short, emptied, taken away or renamed is caught', async () => {
    const bundles = [...sample].flatMap(([path, bytes]) => [
      [`${path} cut short`, withFile(path, (whole) => whole.slice(0, -1))] as const,
      [`${path} emptied`, withFile(path, () => new Uint8Array(0))] as const,
      [`${path} taken away`, withFile(path, () => null)] as const,
      [`${path} renamed`, withFile(path, () => null).set(`${path}x`, bytes)] as const,
    ])
    expect(await passing(bundles)).toEqual([])
  })

  test('[E14] a changed figure is named by its place in the report', async () => {
    const bundle = editText('report.json', (text) => text.replace('"incidents":2', '"incidents":3'))
    expect(await firstMismatchOf(bundle)).toEqual({
      check: 'figures',
      code: 'figure-differs',
      file: 'report.json',
      figure: 'counts.incidents',
      expected: '2',
      found: '3',
    })
  })

  test('[E14] a changed list item and a changed table cell are named by their place', async () => {
    const list = editText('incidents.geojson', (text) => text.replace('"id":"two"', '"id":"tow"'))
    expect((await firstMismatchOf(list))?.figure).toBe('features[1].id')
    const table = editText('violations.csv', (text) => text.replace('heavy-fire,9\n', 'heavy-fire,8\n'))
    const mismatch = await firstMismatchOf(table)
    expect(mismatch?.figure).toBe('line 11, character 12')
    expect(mismatch?.expected).toContain('\\nheavy-fire,9\\n')
    expect(mismatch?.found).toContain('\\nheavy-fire,8\\n')
  })

  test('[E14] a figure that goes missing or is added is named', async () => {
    const missing = editText('report.json', (text) => text.replace('"incidents":2,', ''))
    expect(await firstMismatchOf(missing)).toMatchObject({ figure: 'counts.incidents', found: 'absent' })
    const added = editText('report.json', (text) => text.replace('{"counts"', '{"confirmed":5,"counts"'))
    expect(await firstMismatchOf(added)).toMatchObject({
      figure: 'confirmed',
      expected: 'absent',
      found: '5',
    })
  })

  test('[E14] a file that goes on or ends early says so', async () => {
    const longer = editText('report.html', (text) => `${text}<p>more</p>`)
    expect((await firstMismatchOf(longer))?.code).toBe('file-goes-on')
    const shorter = editText('report.html', (text) => text.slice(0, -3))
    expect((await firstMismatchOf(shorter))?.code).toBe('file-ends-early')
  })

  test('[E14] a changed record is named by its index with both commitments', async () => {
    const bundle = editText(RECORDS, (text) => text.replace('"row":14}', '"row":15}'))
    const mismatch = await firstMismatchOf(bundle)
    expect(mismatch).toMatchObject({
      check: 'records',
      code: 'record-differs-from-commitment',
      file: RECORDS,
      recordIndex: 18,
    })
    expect(mismatch?.expected).not.toBe(mismatch?.found)
    const outcome = await verify(bundle)
    expect(outcome.records).toEqual({ checked: 18, withheld: 0, failed: 1, notReached: 688 })
  })

  test('[E14] lines in another order, repeated or added are named by index', async () => {
    const lines = (edit: (all: string[]) => string[]): Bundle =>
      editText(RECORDS, (text) => `${edit(text.trimEnd().split('\n')).join('\n')}\n`)
    const swapped = lines((all) => [...all.slice(0, 5), all[6]!, all[5]!, ...all.slice(7)])
    expect(await firstMismatchOf(swapped)).toMatchObject({
      code: 'record-out-of-order',
      recordIndex: 5,
      found: '6',
    })
    const repeated = lines((all) => [...all.slice(0, 9), all[8]!, ...all.slice(9)])
    expect(await firstMismatchOf(repeated)).toMatchObject({
      code: 'record-out-of-order',
      recordIndex: 9,
      found: '8',
    })
    const added = lines((all) => [...all, all.at(-1)!])
    expect(await firstMismatchOf(added)).toMatchObject({ code: 'record-unexpected', recordIndex: 707 })
    const removed = lines((all) => all.slice(0, -1))
    expect(await firstMismatchOf(removed)).toMatchObject({ code: 'record-missing', recordIndex: 706 })
    const gap = lines((all) => all.map((line, i) => (i === 3 ? '' : line)))
    expect(await firstMismatchOf(gap)).toMatchObject({ code: 'record-unreadable', recordIndex: 3 })
  })

  test('[E14] a withheld form in place of an open record must name its commitment', async () => {
    const bundle = editText(RECORDS, (text) =>
      text.replace(/^.*"row":14\}.*$/m, `{"commitment":"${'a'.repeat(64)}","index":18,"withheld":true}`),
    )
    expect(await firstMismatchOf(bundle)).toMatchObject({
      code: 'record-differs-from-commitment',
      recordIndex: 18,
      found: 'a'.repeat(64),
    })
  })

  test('[E15] the root tells whether an entry was changed or a tile', async () => {
    const entry = withFile('evidence/log/tile/entries/000', (bytes) =>
      bytes.map((b, i) => (i === 34 * 7 + 20 ? b ^ 1 : b)),
    )
    expect(await firstMismatchOf(entry)).toMatchObject({
      check: 'log',
      code: 'entry-differs-from-tile',
      file: 'evidence/log/tile/entries/000',
      recordIndex: 7,
    })
    const tile = withFile('evidence/log/tile/0/001', (bytes) =>
      bytes.map((b, i) => (i === 32 * 3 ? b ^ 1 : b)),
    )
    expect(await firstMismatchOf(tile)).toMatchObject({
      check: 'log',
      code: 'tile-differs-from-entries',
      file: 'evidence/log/tile/0/001',
      recordIndex: 259,
    })
    const upper = withFile('evidence/log/tile/1/000.p/2', (bytes) =>
      bytes.map((b, i) => (i === 40 ? b ^ 1 : b)),
    )
    expect(await firstMismatchOf(upper)).toMatchObject({ file: 'evidence/log/tile/1/000.p/2' })
  })

  test('[E15] entries with a broken length are unreadable', async () => {
    const bundle = withFile('evidence/log/tile/entries/001', (bytes) =>
      bytes.map((b, i) => (i === 1 ? 31 : b)),
    )
    expect((await firstMismatchOf(bundle))?.code).toBe('entries-unreadable')
  })

  test('[E13] a checkpoint of another bundle does not fit', async () => {
    const other = await makeSampleBundle({ observations: 699 })
    const bundle = withFile('evidence/log/checkpoint', () => other.get('evidence/log/checkpoint')!)
    expect((await firstMismatchOf(bundle))?.check).toBe('layout')
    const sameSize = await makeSampleBundle({ audience: 'press' })
    const root = withFile('evidence/log/checkpoint', () => sameSize.get('evidence/log/checkpoint')!)
    expect(await firstMismatchOf(root)).toMatchObject({ check: 'log', code: 'root-differs' })
  })

  test('[E13] a link in place of a file is caught', async () => {
    const outcome = await verifyBundle({
      files: {
        ...toBundleFiles(sample),
        list: async () =>
          (await toBundleFiles(sample).list()).map((one) => ({
            ...one,
            regular: one.path !== 'report.html',
          })),
      },
      cryptography,
      createEdition: createSampleEdition,
    })
    expect(outcome.firstMismatch).toMatchObject({ code: 'not-a-plain-file', file: 'report.html' })
  })

  test('[E13] nothing at all is a failure with a name', async () => {
    expect(await firstMismatchOf(new Map())).toEqual({
      check: 'checkpoint',
      code: 'checkpoint-missing',
      file: 'evidence/log/checkpoint',
    })
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
