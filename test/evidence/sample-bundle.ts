// SPDX-License-Identifier: Apache-2.0
import { createExerciseSigner, createNodeCryptography } from '#adapters'
import {
  createJournal,
  createMemoryJournalFiles,
  createMemoryOriginalStore,
  exerciseSaltKey,
  RECORD_SCHEMA,
  toUtf8,
  type BundleFiles,
  type EditionFactory,
  type JournalRecord,
  type Signer,
} from '#evidence'
import { canonicalJson, digestOf, type Digest } from '#kernel'
import { editionReader, mayRead } from '#releasability'

export const cryptography = createNodeCryptography()
export const exerciseSigner = createExerciseSigner(cryptography)

/** A bundle in memory: path to bytes. */
export type Bundle = Map<string, Uint8Array>

export interface SampleOptions {
  readonly observations?: number
  readonly signer?: Signer
  readonly audience?: string | null
}

const EVERYBODY = ['public']

export const sampleRecord = (
  kind: string,
  body: JournalRecord['body'],
  audiences: readonly string[] = EVERYBODY,
): JournalRecord => ({ schema: RECORD_SCHEMA, kind, time: '2026-06-24T00:07:00.000Z', audiences, body })

/** A stand-in for the reports: a count, a list and a table, written as the records come. */
export const createSampleEdition: EditionFactory = (write) => {
  const counts = { observations: 0, incidents: 0 }
  write('violations.csv', 'provision,row\n')
  write('incidents.geojson', '{"features":[')
  return {
    add({ kind, body }) {
      if (kind === 'observation') {
        if (typeof body['row'] !== 'number') throw new TypeError('an observation has a row')
        counts.observations += 1
        write('violations.csv', `heavy-fire,${body['row']}\n`)
      }
      if (kind !== 'incident') return
      write('incidents.geojson', `${counts.incidents === 0 ? '' : ','}${canonicalJson(body)}`)
      counts.incidents += 1
    },
    finish(journal) {
      write('incidents.geojson', ']}\n')
      write(
        'report.json',
        `${canonicalJson({ counts, journal: { ...journal }, schema: 'marsad/report@1' })}\n`,
      )
      write('report.html', `<p>${counts.observations} observations, ${counts.incidents} incidents</p>\n`)
    },
  }
}

const ORIGINALS = ['terms: exercise\n', 'latitude,longitude\n48.1,37.5\n', 'restricted,material\n1,2\n']

/** What a run would leave: three originals, records about them, four published files. Every tenth observation is the Mechanism's own. */
export async function makeSampleBundle(options: SampleOptions = {}): Promise<Bundle> {
  const { observations = 700, signer = exerciseSigner, audience = null } = options
  const files = createMemoryJournalFiles()
  const journal = createJournal(files, {
    cryptography,
    signer,
    saltKey: exerciseSaltKey(cryptography),
    audience,
  })
  const originals = createMemoryOriginalStore(cryptography)
  const digests: Digest[] = []
  for (const text of ORIGINALS) digests.push((await originals.put(chunksOf(text))).digest)
  const [terms, table, restricted] = digests as [Digest, Digest, Digest]

  const published = new Map<string, string>()
  const edition = createSampleEdition((file, text) => published.set(file, (published.get(file) ?? '') + text))
  const add = (record: JournalRecord): void => {
    journal.append(record)
    if (mayRead(record, editionReader(audience))) edition.add(record)
  }
  add(sampleRecord('configured', { agreement: { digest: terms, id: 'sample' }, audience }))
  add(sampleRecord('reference', { role: 'agreement', original: terms }))
  add(sampleRecord('received', { original: table, name: 'table.csv' }))
  add(sampleRecord('received', { original: restricted, name: 'restricted.csv' }))
  for (let row = 0; row < observations; row += 1) {
    add(sampleRecord('observation', { row, place: 'Бахмут' }, row % 10 === 0 ? ['mechanism'] : EVERYBODY))
  }
  add(sampleRecord('incident', { id: 'one', members: 3 }))
  add(sampleRecord('incident', { id: 'two', members: 4 }))

  const state = journal.state()
  edition.finish(state)
  const withheldOriginals = mayRead({ audiences: ['mechanism'] }, editionReader(audience)) ? [] : [restricted]
  for (const digest of withheldOriginals) await originals.withhold(digest)
  journal.append(
    sampleRecord('published', {
      journal: { ...state },
      files: [...published].map(([name, text]) => ({
        name,
        digest: digestOf(text),
        bytes: toUtf8(text).length,
      })),
      ...(withheldOriginals.length > 0 ? { withheldOriginals } : {}),
    }),
  )
  await journal.seal()

  const bundle: Bundle = new Map()
  for (const [name, text] of published) bundle.set(name, toUtf8(text))
  for (const [path, bytes] of files.all()) bundle.set(`evidence/${path}`, bytes)
  for (const digest of await originals.list()) {
    const text = ORIGINALS[digests.indexOf(digest)]!
    bundle.set(`evidence/originals/${digest.slice(0, 2)}/${digest}`, toUtf8(text))
  }
  return bundle
}

export const toBundleFiles = (bundle: Bundle): BundleFiles => ({
  list: () =>
    Promise.resolve([...bundle].map(([path, bytes]) => ({ path, bytes: bytes.length, regular: true }))),
  async *read(path) {
    const bytes = bundle.get(path)
    if (bytes === undefined) throw new Error(`the verifier asked for ${path}, which is not there`)
    // Small pieces, so that a line, an entry and a character are all cut somewhere.
    for (let start = 0; start < bytes.length; start += 1_000) yield bytes.subarray(start, start + 1_000)
  },
})

export async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = toUtf8(text)
  yield bytes.subarray(0, 5)
  yield bytes.subarray(5)
}
