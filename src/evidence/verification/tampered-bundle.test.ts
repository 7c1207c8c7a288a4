// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import {
  createSampleEdition,
  cryptography,
  makeSampleBundle,
  toBundleFiles,
  type Bundle,
} from '../../../test/evidence/sample-bundle.ts'
import {
  editText,
  exerciseKey,
  firstMismatchOf,
  sample,
  verify,
  withFile,
} from '../../../test/evidence/verify-sample.ts'
import { listTamperings } from '../tampering/index.ts'
import { verifyBundle } from '../verify.ts'

const RECORDS = 'evidence/records/000000.ndjson'

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
