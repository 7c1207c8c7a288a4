// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '#agreement'
import type { LogState } from '#evidence'
import { digestOfJson, formatInstant, type Digest, type LikelihoodBand } from '#kernel'
import { formatKey, type Language } from '#messages'

import {
  toCountingDocument,
  toEarlyWarningDocument,
  toUndetectedDocument,
  type CountingDocument,
  type EarlyWarningDocument,
  type UndetectedDocument,
} from './counting/index.ts'
import type { EditionState } from './edition.ts'
import type { MethodCard } from './method-card/index.ts'
import { ReportError } from './report-error.ts'
import type { ReportLanguage } from './report-languages.ts'
import type { Configured, LineOnDay, Received, Reference } from './run-record.ts'
import { toSections, type ReportSection } from './sections.ts'
import type { SideTally } from './tally.ts'

export const REPORT_SCHEMA = 'marsad/report@1'

type Texts = Readonly<Record<ReportLanguage, string>>

/** `report.json`: every figure of the page, and what each one counts. */
export interface ReportDocument {
  readonly schema: typeof REPORT_SCHEMA
  readonly exercise: boolean
  readonly agreement: {
    readonly id: string
    readonly digest: Digest
    readonly name: Readonly<Record<string, string>>
  }
  readonly asOf: string
  readonly audience: string | null
  readonly counts: ReportCounts
  readonly units: Readonly<Record<keyof ReportCounts, Texts>>
  readonly counting: CountingDocument
  readonly undetected: UndetectedDocument
  readonly earlyWarning: EarlyWarningDocument
  readonly coverage: { readonly code: 'coverage-not-computed' } & Texts
  readonly observed: { readonly start: string; readonly end: string } | null
  readonly sources: readonly {
    readonly source: string
    readonly observations: number
    readonly earliest: string
    readonly latest: string
  }[]
  readonly lineOfContact: LineFigures | null
  readonly likelihoods: readonly { readonly band: LikelihoodBand; readonly incidents: number }[]
  readonly provisions: readonly {
    readonly provision: string
    readonly act: string
    readonly verdicts: Readonly<Record<Verdict, number>>
    readonly possibleViolations: number
    readonly indications: number | null
  }[]
  /** Null where the audience gets no figures per side. */
  readonly bySide: readonly Readonly<SideTally>[] | null
  readonly sections: readonly ReportSection[]
  readonly journal: LogState
  readonly inputs: readonly InputFigures[]
  readonly references: readonly Reference[]
  readonly quarantine: readonly QuarantineFigure[]
  readonly engine: Configured['engine']
  /** One for each engine that had a part in the answer. */
  readonly methodCards: readonly ShownMethodCard[]
  readonly versions: Readonly<Record<string, string>>
  readonly background: Configured['background']
  readonly notes: Readonly<Record<string, Texts>>
}

/** What is known of how often an engine is right. */
export interface ShownMethodCard {
  readonly engine: string
  readonly version: string
  /** Null where no figures were recorded of this engine in this version. */
  readonly recorded: MethodCard | null
  /** Whether this run used the very parameters that the figures were recorded with. */
  readonly sameParameters: boolean | null
  readonly note: Texts
}

export interface ReportCounts {
  readonly rowsIn: number
  readonly observations: number
  readonly duplicates: number
  readonly quarantined: number
  readonly incidents: number
  readonly possibleViolations: number
  /** Null where the audience is not told. */
  readonly indications: number | null
  readonly steadySources: number
  readonly observationsInSteadySources: number
  readonly observationsSetAside: number
  readonly withheldRows: number
}

export type LineFigures = Omit<LineOnDay, 'parts'> & { readonly days: readonly Omit<LineOnDay, 'parts'>[] }

export type InputFigures = Omit<Received, 'original'> & {
  readonly digest: Digest
  readonly quarantineReasons: readonly QuarantineFigure[]
}

/** Rows in which a problem was found; a row with two kinds of problem counts under both. */
export interface QuarantineFigure {
  readonly code: string
  readonly rows: number
}

export function toReportDocument(state: EditionState, journal: LogState): ReportDocument {
  const { question, tally, publication } = state
  const { agreement, exercise } = question
  const counts = toCounts(state)
  return {
    schema: REPORT_SCHEMA,
    exercise,
    agreement: { id: agreement.id, digest: agreement.digest, name: agreement.name },
    asOf: question.asOf,
    audience: question.audience,
    counts,
    units: Object.fromEntries(
      Object.keys(counts).map((name) => [name, texts(`unit.${name}`)]),
    ) as ReportDocument['units'],
    counting: toCountingDocument(state.counting, publication, state.view),
    undetected: toUndetectedDocument(state.counting),
    earlyWarning: toEarlyWarningDocument(state.counting, tally.sources.values()),
    coverage: { code: 'coverage-not-computed', ...texts('report.coverage-not-computed') },
    observed: observedSpan(state),
    sources: [...tally.sources.values()]
      .sort((a, b) => (a.source < b.source ? -1 : 1))
      .map((one) => ({ ...one, earliest: formatInstant(one.earliest), latest: formatInstant(one.latest) })),
    lineOfContact: toLineFigures(state.lines),
    likelihoods: [...tally.bands].map(([band, incidents]) => ({ band, incidents })),
    provisions: inAgreementOrder(state).map((one) => ({
      ...one,
      verdicts: { ...one.verdicts },
      indications: publication.showsIndications ? one.indications : null,
    })),
    bySide: publication.showsSides ? inPartyOrder(state) : null,
    sections: toSections(state),
    journal: { size: journal.size, root: journal.root },
    inputs: state.received.map(({ original, ...file }) => ({
      ...file,
      digest: original,
      quarantineReasons: toQuarantineFigures(tally.problemsOf.get(original)),
    })),
    references: [...state.references],
    quarantine: toQuarantineFigures(tally.problems),
    engine: question.engine,
    methodCards: [toShownCard(question)],
    versions: question.versions,
    background: question.background,
    notes: {
      machine: texts('report.machine-note'),
      borders: texts('report.borders-note'),
      sides: texts('report.sides-note'),
      ...(exercise ? { exercise: texts('report.exercise-note') } : {}),
    },
  }
}

function toShownCard({ engine, methodCard }: Configured): ShownMethodCard {
  const recorded = methodCard ?? null
  return {
    engine: engine.name,
    version: engine.version,
    recorded,
    sameParameters: recorded === null ? null : digestOfJson(engine.parameters) === recorded.parameters,
    note: texts(recorded === null ? 'card.none' : 'card.simulated'),
  }
}

/** Rows counted one by one; what files were said to hold and no record shows is withheld from this audience. */
function toCounts({ tally, received, publication }: EditionState): ReportCounts {
  const { observations, duplicates, quarantined, incidents, possibleViolations } = tally.counts
  const { indications, steadySources, observationsInSteadySources, observationsSetAside } = tally.counts
  const rowsIn = observations + duplicates + quarantined
  const withheldRows = received.reduce((sum, file) => sum + file.rows, 0) - rowsIn
  if (withheldRows < 0 || (withheldRows > 0 && publication.audience === null)) {
    throw new ReportError('counts-disagree', [
      {
        path: 'counts.rowsIn',
        code: 'rows-disagree',
        params: { counted: rowsIn, received: rowsIn + withheldRows },
      },
    ])
  }
  return {
    rowsIn,
    observations,
    duplicates,
    quarantined,
    incidents,
    possibleViolations,
    indications: publication.showsIndications ? indications : null,
    steadySources,
    observationsInSteadySources,
    observationsSetAside,
    withheldRows,
  }
}

function observedSpan({ tally }: EditionState): ReportDocument['observed'] {
  const sources = [...tally.sources.values()]
  const [first] = sources
  if (first === undefined) return null
  const start = sources.reduce((least, one) => (one.earliest < least ? one.earliest : least), first.earliest)
  const end = sources.reduce((most, one) => (one.latest > most ? one.latest : most), first.latest)
  return { start: formatInstant(start), end: formatInstant(end) }
}

/** The latest day on top; every day that was used in `days`. A line without a date counts as the earliest. */
export function toLineFigures(lines: readonly LineOnDay[]): LineFigures | null {
  const days = lines.map(withoutParts).sort(byDay)
  const latest = days.reduce<(typeof days)[number] | undefined>(
    (best, one) => (best === undefined || (one.date ?? '') > (best.date ?? '') ? one : best),
    undefined,
  )
  return latest === undefined ? null : { ...latest, days }
}

const byDay = (a: { readonly date: string | null; readonly line: string }, b: typeof a): number =>
  compareTexts(a.date ?? '', b.date ?? '') || compareTexts(a.line, b.line)

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Figures without the course itself, which the map and the records have. */
function withoutParts(line: LineOnDay): Omit<LineOnDay, 'parts'> {
  const { line: id, original, date, kind, method, source, borderSource } = line
  const { toleranceKilometres, lengthKilometres, sensitivity } = line
  return {
    line: id,
    original,
    date,
    kind,
    method,
    source,
    borderSource,
    toleranceKilometres,
    lengthKilometres,
    sensitivity,
  }
}

function inAgreementOrder({ tally, view }: EditionState) {
  const known = view.provisions.flatMap((id) => tally.provisions.get(id) ?? [])
  const others = [...tally.provisions.values()].filter((one) => !view.provisions.includes(one.provision))
  return [...known, ...others]
}

/** Lines as they came up; on a line the parties as the agreement lists them, and places on no side last. */
function inPartyOrder({ tally, view }: EditionState): readonly SideTally[] {
  const lines = [...new Set(tally.sides.map((one) => one.line))]
  const rank = ({ side }: SideTally): number => {
    const at = side === null ? -1 : view.parties.indexOf(side)
    return at === -1 ? view.parties.length : at
  }
  return lines.flatMap((line) =>
    tally.sides
      .filter((one) => one.line === line)
      .sort((a, b) => rank(a) - rank(b) || Number(a.side === null) - Number(b.side === null)),
  )
}

/** Most rows first, then by code. */
function toQuarantineFigures(problems: ReadonlyMap<string, number> | undefined): readonly QuarantineFigure[] {
  return [...(problems ?? [])]
    .map(([code, rows]) => ({ code, rows }))
    .sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1))
}

const texts = (key: string): Texts => ({ ar: text('ar', key), en: text('en', key) })
const text = (language: Language, key: string): string => formatKey(language, key)
