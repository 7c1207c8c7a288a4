// SPDX-License-Identifier: Apache-2.0
import {
  compileAgreement,
  createAgreementLines,
  parseAgreement,
  type Agreement,
  type FrontlineLines,
} from '#agreement'
import { parseBackground } from '#background'
import { createLiveEngine } from '#incidents'
import { ok, problem, refuse, type Digest, type Result } from '#kernel'
import { parseObservationDocument, type Observation } from '#observations'
import { fusionContext } from '#pipeline'
import { areaOfInterest } from '#sources'

import { createDerivedLines } from '../derived-lines.ts'
import { createFolderOriginalStore } from '../folder-originals.ts'
import type { IncidentChange, IngestDesk, IngestSetup, ReadEnd, ReadRow } from './ingest-desk.ts'
import { findFrontline } from '../frontline-folder.ts'
import { createLiveWindow } from './live-window.ts'
import { readDelivery, type DeliveredRow } from './read-delivery.ts'

/** An ingest desk in this thread; refuses with every problem of the terms or the background. */
export function createIngestDesk({
  folder,
  agreement,
  background,
  frontline,
}: IngestSetup): Result<IngestDesk> {
  const parsed = parseAgreement(agreement.text, agreement.name)
  if (!parsed.ok) return parsed
  const quiet = background === null ? null : parseBackground(background.text, background.name)
  if (quiet !== null && !quiet.ok) return quiet
  const terms = parsed.value
  const drawn = frontline === null ? null : openFrontline(terms, frontline)
  if (drawn !== null && !drawn.ok) return drawn
  const lines = drawn?.value ?? createAgreementLines(terms)
  const area = areaOfInterest(terms)
  const context = fusionContext(terms, lines)
  const window = createLiveWindow(
    () => createLiveEngine(quiet?.value ?? null, context),
    compileAgreement(terms, lines),
  )
  const originals = createFolderOriginalStore(folder)
  let reading: AsyncGenerator<DeliveredRow, ReadEnd> | null = null
  const offered = new Map<Digest, Observation>()
  /** Of the day that is being loaded. */
  const loading: Observation[] = []
  let pending: IncidentChange[] = []

  return ok({
    async open(delivery) {
      reading = readDelivery(delivery, originals, area === undefined ? {} : { areaOfInterest: area })
    },
    async read(most) {
      if (reading === null) throw new RangeError('no delivery is open')
      const rows: ReadRow[] = []
      while (rows.length < most) {
        const next = await reading.next()
        if (next.done === true) {
          reading = null
          return { rows, end: next.value }
        }
        rows.push(next.value.read)
        const { observation } = next.value
        if (observation !== null) offered.set(observation.id, observation)
      }
      return { rows, end: null }
    },
    async accept(ids) {
      for (const id of ids) {
        const observation = offered.get(id)
        if (observation !== undefined) window.add(observation)
      }
      offered.clear()
    },
    async touch(days) {
      for (const day of days) window.touch(day)
    },
    daysNeeded: async () => window.daysNeeded(),
    async load({ day, observations, incidents }) {
      for (const text of observations) {
        const observation = parseObservationDocument(JSON.parse(text))
        if (!observation.ok) throw new TypeError('an observation in the tables cannot be read back')
        loading.push(observation.value)
      }
      if (incidents !== null) window.load(day, loading.splice(0), incidents)
    },
    async fuse() {
      pending = [...window.fuse()]
      return pending.length
    },
    changes: async (most) => pending.splice(0, most),
  })
}

/** Refuses what cannot be read, and drawn areas for terms that take none. A day's area is read when something happened on it. */
function openFrontline(terms: Agreement, path: string): Result<FrontlineLines> {
  const files = findFrontline(path)
  if (!files.ok) return files
  const lines = createDerivedLines(terms, files.value)
  return lines === null ? refuse(problem('--frontline', 'terms-take-no-frontline')) : ok(lines)
}
