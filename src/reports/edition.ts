// SPDX-License-Identifier: Apache-2.0
import type { PossibleViolation } from '#assessments'
import type { JournalRecord, LogState } from '#evidence'
import { canonicalJson, type Digest, type JsonValue } from '#kernel'
import { formatMessage } from '#messages'

import { readAgreementView, type AgreementView } from './agreement-view.ts'
import { toIncidentFeature } from './incident-feature.ts'
import { createIncidentMap, type IncidentMap } from './map/incident-map.ts'
import { renderPage } from './page/page.ts'
import { createPublication, type Publication } from './publication.ts'
import { createCountingTally, type CountingTally } from './counting/index.ts'
import { createReasonNames, type ReasonNames } from './reason-names.ts'
import { parseRunRecord } from './record-wire.ts'
import { toReportDocument } from './report-document.ts'
import { ReportError } from './report-error.ts'
import { REPORT_LANGUAGES } from './report-languages.ts'
import type { Configured, IncidentAssessed, LineOnDay, Received, Reference, RunRecord } from './run-record.ts'
import { createTally, type Tally } from './tally.ts'
import { createTopList, type TopList } from './top-list.ts'
import { csvLine } from './csv.ts'
import { VIOLATION_COLUMNS, violationLine } from './violation-row.ts'

export const EDITION_FILES = ['report.json', 'report.html', 'incidents.geojson', 'violations.csv'] as const

/** How many possible violations and indications the page lists; the table file has all. */
const LISTED_POSSIBLE_VIOLATIONS = 200
const LISTED_INDICATIONS = 100

/** Makes the four files of a report out of the journal's records, in their order, holding figures and not records. */
export interface Edition {
  /** Throws ReportError for a record that no run wrote, or that stands out of order. */
  add(record: JournalRecord): void
  /** `state` is the journal's before the record of this publication. Throws ReportError where figures do not add up. */
  finish(state: LogState): void
}

/** A possible violation with what the page says of it. */
export interface ListedViolation {
  readonly violation: PossibleViolation
  readonly assessed: IncidentAssessed
}

/** All that an edition holds until it is finished. */
export interface EditionState {
  readonly question: Configured
  readonly view: AgreementView
  readonly names: ReasonNames
  readonly publication: Publication
  readonly tally: Tally
  readonly counting: CountingTally
  readonly references: Reference[]
  readonly received: Received[]
  readonly lines: LineOnDay[]
  readonly map: IncidentMap
  readonly violations: TopList<ListedViolation>
  readonly indications: TopList<ListedViolation>
}

const KIND_ORDER: readonly RunRecord['kind'][] = [
  'configured',
  'reference',
  'received',
  'observation',
  'duplicate',
  'quarantined',
  'line-derived',
  'steady-source',
  'set-aside',
  'incident',
  'published',
]

/** `write` adds text to the end of the named file. The same records give the same text, whoever runs it. */
export function createEdition(write: (file: string, text: string) => void): Edition {
  let state: EditionState | null = null
  let latestKind = 0
  let finished = false
  let features = 0

  const begin = (question: Configured): EditionState => {
    if (state !== null) throw new ReportError('question-twice')
    write('incidents.geojson', featureCollectionHead(question))
    write('violations.csv', csvLine(VIOLATION_COLUMNS))
    return createState(question)
  }

  const addIncident = (known: EditionState, assessed: IncidentAssessed): void => {
    known.tally.addIncident(assessed)
    known.counting.addIncident(assessed)
    const shown = known.publication.shown(assessed)
    if (known.publication.showsPlaceOf(assessed)) known.map.add(assessed.incident, shown)
    else known.map.addUnplaced()
    const feature = toIncidentFeature(
      assessed,
      known.counting.effectsOf(assessed.incident),
      known.publication,
      known.names,
    )
    write('incidents.geojson', `${features++ === 0 ? '' : ','}\n${canonicalJson(feature)}`)
    for (const violation of shown) {
      write('violations.csv', violationLine(violation, assessed, known.question, known.publication))
      const list = violation.standing === 'indication' ? known.indications : known.violations
      list.add({ violation, assessed })
    }
  }

  return {
    add(journalRecord) {
      if (finished) throw new ReportError('edition-finished')
      const read = parseRunRecord(journalRecord)
      if (!read.ok) throw new ReportError('record-unreadable', read.problems)
      const record = read.value
      const kind = KIND_ORDER.indexOf(record.kind)
      if (kind < latestKind) throw new ReportError('record-out-of-order')
      latestKind = kind
      if (record.kind === 'configured') {
        state = begin(record.body)
        return
      }
      if (state === null) throw new ReportError('question-missing')
      if (record.kind === 'incident') addIncident(state, record.body)
      else addOther(state, record)
    },
    finish(journal) {
      if (finished) throw new ReportError('edition-finished')
      if (state === null) throw new ReportError('question-missing')
      finished = true
      write('incidents.geojson', featureCollectionTail(state.question))
      const document = toReportDocument(state, journal)
      write('report.json', `${canonicalJson(document as unknown as JsonValue)}\n`)
      write('report.html', renderPage(state, document))
    },
  }
}

function addOther(
  state: EditionState,
  record: Exclude<RunRecord, { kind: 'configured' | 'incident' }>,
): void {
  switch (record.kind) {
    case 'reference':
      return void state.references.push(record.body)
    case 'received':
      return void state.received.push(record.body)
    case 'observation': {
      const { observation } = record.body
      state.tally.addObservation(observation)
      state.counting.addObservation(observation)
      if (observation.originOfFire) state.publication.noteOriginOfFire(observation.id)
      return
    }
    case 'duplicate':
      return state.tally.addDuplicate()
    case 'quarantined':
      return state.tally.addQuarantined(record.body)
    case 'line-derived':
      state.map.addLine(record.body)
      state.counting.addLine(record.body)
      return void state.lines.push(record.body)
    case 'steady-source':
      return state.tally.addSteadySource(record.body.steadySource)
    case 'set-aside':
      return state.tally.addSetAside(record.body.setAside)
    case 'published':
      return
    default:
      return record satisfies never
  }
}

function createState(question: Configured): EditionState {
  const view = readAgreementView(question.agreement.document)
  const publication = createPublication(question.audience)
  return {
    question,
    view,
    names: createReasonNames(view),
    publication,
    tally: createTally(publication),
    counting: createCountingTally(publication, view.contactLine),
    references: [],
    received: [],
    lines: [],
    map: createIncidentMap(question.agreement.document),
    violations: createTopList(LISTED_POSSIBLE_VIOLATIONS, byLikelihood),
    indications: createTopList(LISTED_INDICATIONS, byLikelihood),
  }
}

/** Most likely first, then earliest, then by id. */
function byLikelihood(a: ListedViolation, b: ListedViolation): number {
  return (
    b.violation.likelihood.probability - a.violation.likelihood.probability ||
    a.assessed.incident.interval.start - b.assessed.incident.interval.start ||
    compareDigests(a.violation.id, b.violation.id)
  )
}

const compareDigests = (a: Digest, b: Digest): number => (a < b ? -1 : a > b ? 1 : 0)

/** Members in key order before and after `features`, so that the whole file is canonical JSON but for its line ends. */
function featureCollectionHead({ agreement, asOf, audience, exercise }: Configured): string {
  const head = canonicalJson({
    agreement: { id: agreement.id, digest: agreement.digest },
    asOf,
    audience,
    exercise,
    exerciseMark: exercise ? inReportLanguages('report.exercise-mark') : null,
  })
  return `${head.slice(0, -1)},"features":[`
}

function featureCollectionTail({ exercise }: Configured): string {
  const tail = canonicalJson({
    notes: {
      machine: inReportLanguages('report.machine-note'),
      borders: inReportLanguages('report.borders-note'),
      ...(exercise ? { exercise: inReportLanguages('report.exercise-note') } : {}),
    },
    schema: 'marsad/incidents@1',
    type: 'FeatureCollection',
  })
  return `\n],${tail.slice(1)}\n`
}

const inReportLanguages = (
  key: Parameters<typeof formatMessage>[1],
): { readonly [language: string]: string } =>
  Object.fromEntries(REPORT_LANGUAGES.map((language) => [language, formatMessage(language, key)]))
