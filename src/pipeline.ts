// SPDX-License-Identifier: Apache-2.0
import {
  agreementDigest,
  compileAgreement,
  type Agreement,
  type CompiledAgreement,
  type LineProvider,
} from '#agreement'
import { assess } from '#assessments'
import type { Journal, LogState, OriginalStore, RecordSpool } from '#evidence'
import { pastOfIncident, type FusionContext, type IncidentEngine, type Partition } from '#incidents'
import {
  DAY_MS,
  digestOf,
  formatDay,
  formatInstant,
  ok,
  parseInstant,
  toInstant,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'
import { createObservationTable, type Observation, type ObservationTable } from '#observations'
import { commonAudiences, INDICATION_READERS, PUBLIC_AUDIENCE } from '#releasability'
import {
  createRecorder,
  publish,
  type Configured,
  type EditionFiles,
  type LineOnDay,
  type MethodCard,
  type Recorder,
  type Reference,
} from '#reports'
import { receiveAll, type Delivery, type Receipt } from '#sources'

/** What is asked: these terms, these deliveries, as of then, for whom. */
export interface Question {
  readonly agreement: Agreement
  readonly deliveries: readonly Delivery[]
  readonly references: readonly Reference[]
  readonly lines: RunLines
  /** Null takes the latest time found in the inputs. */
  readonly asOf: Instant | null
  readonly audience: string | null
  readonly versions: Readonly<Record<string, string>>
  readonly exercise: boolean
  /** The background that the engine leans on; null where none was given. */
  readonly background: Configured['background']
  /** How the engine did when it was last scored; null where nothing was recorded. */
  readonly methodCard: MethodCard | null
  /** Observations handed to the engine's table at a time; the answer is the same for every size. */
  readonly batchSize: number
}

/** The lines of a run. */
export interface RunLines extends LineProvider {
  /** Makes the lines of these days ready; refuses with every problem of the files they come from. */
  prepare(days: readonly string[]): Result<void>
  /** Keeps the files that were used as originals, and says what the report says of them. */
  settle(): Promise<{ readonly lines: readonly LineOnDay[]; readonly references: readonly Reference[] }>
}

export interface Ports {
  readonly originals: OriginalStore
  readonly spool: RecordSpool
  readonly journal: Journal
  readonly engine: IncidentEngine
  readonly files: EditionFiles
  readonly progress: { begin(step: string, total: number): void; advance(amount: number): void; end(): void }
}

/** What a run came to. */
export interface Answer {
  readonly asOf: Instant
  readonly receipts: readonly Receipt[]
  readonly incidents: number
  readonly steadySources: number
  readonly observationsSetAside: number
  readonly possibleViolations: number
  readonly indications: number
  readonly sealed: LogState
}

/** The whole flow: deliveries -> observations -> incidents -> held against the terms -> journal -> report. */
export async function runPipeline(question: Question, ports: Ports): Promise<Result<Answer>> {
  const record = createRecorder(ports.spool)
  const received = await receive(question, ports, record)
  if (!received.ok) return received
  const { table, receipts, asOf } = received.value
  const prepared = question.lines.prepare(daysOf(table))
  if (!prepared.ok) return prepared

  const terms = compileAgreement(question.agreement, question.lines)
  ports.progress.begin('Joining observations', 0)
  const partition = ports.engine.partition(table, fusionContext(question.agreement, question.lines))
  const found = assessIncidents(partition, terms, received.value, record, ports.progress)

  await recordFrame(question, ports.engine, receipts, asOf, record)
  ports.progress.begin('Writing the journal and report', 0)
  const { sealed } = await publish(ports.spool, ports.journal, ports.originals, ports.files, {
    audience: question.audience,
    asOf: formatInstant(asOf),
    audiences: EVERY_AUDIENCE,
  })
  ports.progress.end()
  return ok({
    asOf,
    receipts,
    incidents: partition.incidents.length,
    steadySources: partition.steadySources.length,
    observationsSetAside: partition.setAside.reduce((sum, { members }) => sum + members.length, 0),
    ...found,
    sealed,
  })
}

interface Received {
  readonly table: ObservationTable
  readonly receipts: readonly Receipt[]
  readonly asOf: Instant
  audiencesOf(members: readonly Digest[]): readonly string[]
  /** When an observation could be known: at the end of its interval. */
  knownAt(id: Digest): Instant
}

async function receive(question: Question, ports: Ports, record: Recorder): Promise<Result<Received>> {
  const table = createObservationTable()
  const rows = new Map<Digest, number>()
  const readers: (readonly string[])[] = []
  const batch: Observation[] = []
  const deliverBatch = (): void => {
    for (const observation of batch) table.append(observation)
    batch.length = 0
  }
  let latest: Instant | null = null
  ports.progress.begin(
    'Reading inputs',
    question.deliveries.reduce((sum, delivery) => sum + delivery.bytes, 0),
  )
  const receipts = await receiveAll(question.deliveries, ports.originals, question.asOf, {
    observation(observation, origin) {
      if (batch.push(observation) >= question.batchSize) deliverBatch()
      rows.set(observation.id, readers.push(observation.audiences) - 1)
      if (latest === null || observation.time.end > latest) latest = observation.time.end
      record(
        { kind: 'observation', body: { observation, ...origin } },
        observation.time.start,
        observation.audiences,
      )
    },
    duplicate(observation, origin) {
      record(
        { kind: 'duplicate', body: { of: observation.id, ...origin } },
        observation.time.start,
        observation.audiences,
      )
    },
    quarantined(origin, raw, problems) {
      const body = { ...origin, rawDigest: digestOf(raw), raw: raw.slice(0, LONGEST_RAW_IN_RECORD), problems }
      record({ kind: 'quarantined', body }, EPOCH, MISSION_ONLY)
    },
    progress: (bytes) => ports.progress.advance(bytes),
  })
  deliverBatch()
  if (!receipts.ok) return receipts
  const { endMs } = table.columns()
  // Where nothing was observed and no cut-off was given, nothing is known from after the terms began.
  const asOf = question.asOf ?? latest ?? instantOrEpoch(question.agreement.inForce.from)
  return ok({
    table,
    receipts: receipts.value,
    asOf,
    audiencesOf: (members) =>
      commonAudiences(members.map((id) => readers[rows.get(id) ?? -1] ?? MISSION_ONLY)),
    knownAt: (id) => toInstant(endMs[rows.get(id) ?? -1] ?? asOf),
  })
}

/** What an engine may ask of the terms: how far it is to the line of contact, and nothing of whose it is. */
export const fusionContext = (agreement: Agreement, lines: LineProvider): FusionContext => {
  const primary = agreement.lineOfContact?.line ?? null
  return {
    distanceToLine(position, at) {
      const index = primary === null ? null : lines.lineAt(primary, at)
      if (index === null) return null
      return { meters: index.nearest(position).meters, uncertaintyMeters: index.line.accuracyMeters }
    },
  }
}

function assessIncidents(
  partition: Partition,
  terms: CompiledAgreement,
  { asOf, audiencesOf, knownAt }: Received,
  record: Recorder,
  progress: Ports['progress'],
): { readonly possibleViolations: number; readonly indications: number } {
  progress.begin('Holding against the terms', partition.incidents.length)
  let possibleViolations = 0
  let indications = 0
  for (const incident of partition.incidents) {
    const assessed = assess(incident, terms, asOf)
    const indicated = assessed.possibleViolations.filter((one) => one.standing === 'indication').length
    possibleViolations += assessed.possibleViolations.length
    indications += indicated
    const readers = audiencesOf(incident.members)
    const past = pastOfIncident(
      incident.members.map((id) => ({ id, knownAt: knownAt(id) })),
      asOf,
    )
    record(
      { kind: 'incident', body: { incident, past, ...assessed } },
      incident.interval.start,
      indicated > 0 ? narrowTo(INDICATION_READERS, readers) : readers,
    )
    progress.advance(1)
  }
  for (const steadySource of partition.steadySources) {
    record({ kind: 'steady-source', body: { steadySource } }, EPOCH, audiencesOf(steadySource.members))
  }
  for (const setAside of partition.setAside) {
    record({ kind: 'set-aside', body: { setAside } }, EPOCH, audiencesOf(setAside.members))
  }
  return { possibleViolations, indications }
}

/** What frames the answer: the question as put, the files it leaned on, what each delivery came to, the lines in force. */
async function recordFrame(
  question: Question,
  engine: IncidentEngine,
  receipts: readonly Receipt[],
  asOf: Instant,
  record: Recorder,
): Promise<void> {
  const { agreement, lines } = question
  const configured: Configured = {
    agreement: {
      digest: agreementDigest(agreement),
      id: agreement.id,
      name: agreement.names,
      document: agreement,
    },
    asOf: formatInstant(asOf),
    audience: question.audience,
    exercise: question.exercise,
    versions: question.versions,
    background: question.background,
    engine: { name: engine.name, version: engine.version, parameters: engine.parameters },
    methodCard: question.methodCard,
  }
  record({ kind: 'configured', body: configured }, asOf, EVERY_AUDIENCE)
  const settled = await lines.settle()
  for (const body of [...question.references, ...settled.references]) {
    record({ kind: 'reference', body }, asOf, EVERY_AUDIENCE)
  }
  for (const { delivery, ...counts } of receipts) {
    const { original, source, name, bytes } = delivery
    record(
      { kind: 'received', body: { original, source: source.id, name, bytes, ...counts } },
      asOf,
      EVERY_AUDIENCE,
    )
  }
  for (const body of settled.lines) {
    record(
      { kind: 'line-derived', body },
      body.date === null ? EPOCH : instantOrEpoch(body.date),
      EVERY_AUDIENCE,
    )
  }
}

const instantOrEpoch = (text: string): Instant => {
  const read = parseInstant(text)
  return read.ok ? read.value : EPOCH
}

/** UTC days that the observations touch, in order. */
function daysOf(table: ObservationTable): readonly string[] {
  const { startMs, endMs } = table.columns()
  const days = new Set<number>()
  for (let row = 0; row < table.size; row += 1) {
    const last = Math.floor(endMs[row]! / DAY_MS)
    for (let day = Math.floor(startMs[row]! / DAY_MS); day <= last; day += 1) days.add(day)
  }
  return [...days].sort((a, b) => a - b).map((day) => formatDay(toInstant(day * DAY_MS)))
}

/** Readers of what anybody may know: the question, the files by digest, the counts. */
const EVERY_AUDIENCE: readonly string[] = [PUBLIC_AUDIENCE]
/** Raw rows that could not be read may hold anything. */
const MISSION_ONLY: readonly string[] = ['mechanism']

const EPOCH = toInstant(0)
const LONGEST_RAW_IN_RECORD = 2_000

const narrowTo = (few: readonly string[], readers: readonly string[]): readonly string[] =>
  readers.includes(PUBLIC_AUDIENCE) ? few : few.filter((name) => readers.includes(name))
