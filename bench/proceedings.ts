// SPDX-License-Identifier: Apache-2.0
import { cpus, tmpdir, totalmem } from 'node:os'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { createPeople } from '#adapters'
import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { digestOf, ok, type Digest, type JsonValue } from '#kernel'
import { toObservationDocument } from '#observations'
import { carryOut } from '#responses'

import { holdMission, peopleContextOf, type HeldMission } from '../src/cli/mission-access.ts'
import { runCommand } from '../src/cli/mission-commands.ts'
import { readAgreement } from '../src/cli/serve.ts'
import { PLAIN_SERVICE, startService } from '../src/cli/service.ts'
import { createDesk } from '../src/cli/story/desk-client.ts'
import { madeObservation } from '../test/made-observation.ts'
import { shipped } from '../test/sample-terms.ts'

/**
 * A heavy day: 50,000 effects, 5,000 open cases, and people who read lists and boards. Prints the machine and the figures; fails where
 * the 99th percentile of any list or board is above 200 ms.
 */
const EFFECTS = option('--effects', 50_000)
const CASES = option('--cases', 5_000)
const ROUNDS = option('--rounds', 120)
const READERS = 4
const MOST_P99_MS = 200
const IN_A_TURN = 400
const DAY = Date.now() - (Date.now() % 86_400_000) - 86_400_000
const TERMS = shipped('exercise-2026')

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const instant = (n: number, of: number): string =>
  new Date(DAY + Math.floor((n / of) * 86_000_000)).toISOString()
const placeOf = (n: number) => ({
  latitude: 46 + ((n * 7919) % 4_000) / 1_000,
  longitude: 31 + ((n * 104_729) % 8_000) / 1_000,
})
/** Reasons as long as those of a real incident. */
const REASONS = Array.from({ length: 8 }, (_, k) => ({
  code: `reason-${k}`,
  params: { value: k, of: 'a source' },
  logOdds: k / 8,
}))

function record(kind: string, n: number, of: number, more: Record<string, unknown>): JournalRecord {
  const at = instant(n, of)
  const body: object = {
    owner: 'mechanism',
    class: 'ordinary',
    interval: { start: at, end: at },
    place: placeOf(n),
    ...more,
  }
  return {
    schema: RECORD_SCHEMA,
    kind,
    time: at,
    audiences: ['mechanism'],
    body: body as Record<string, JsonValue>,
  }
}

const incidentId = (n: number): Digest => digestOf(`incident ${n}`)
const violationId = (n: number): Digest => digestOf(`violation ${n}`)

/** The day as records: every effect an observation, four of them an incident, each incident a possible violation. */
function* recordsOfDay(): Generator<JournalRecord> {
  for (let n = 0; n < EFFECTS; n += 1) {
    const id = digestOf(`observation ${n}`)
    const made = madeObservation({ ...placeOf(n), startMs: Date.parse(instant(n, EFFECTS)) })
    const document = { ...toObservationDocument(made), id }
    yield record('observation', n, EFFECTS, { id, original: digestOf('original'), document })
  }
  const incidents = Math.floor(EFFECTS / 4)
  for (let n = 0; n < incidents; n += 1) {
    const id = incidentId(n)
    const document = {
      id,
      means: ['heard', 'seen'],
      members: Array.from({ length: 4 }, (_, k) => digestOf(`observation ${n * 4 + k}`)),
      likelihood: { kind: 'likelihood', probability: 0.8, band: 'likely' },
      reasons: REASONS,
    }
    yield record('incident', n, incidents, { id, document })
    yield record('violation', n, incidents, {
      id: violationId(n),
      incident: id,
      document: {
        id: violationId(n),
        incident: id,
        provision: 'heavy-fire',
        standing: 'possible-violation',
        speaksFor: REASONS,
      },
    })
  }
}

async function fill({ mission }: HeldMission): Promise<void> {
  const { ledger } = mission
  let turn: JournalRecord[] = []
  const flush = async (): Promise<void> => {
    const records = turn
    turn = []
    await ledger.write(async (open) => {
      for (const one of records) await open.append('public', one)
    })
  }
  for (const one of recordsOfDay()) {
    turn.push(one)
    if (turn.length === IN_A_TURN) await flush()
  }
  await flush()
  // Grouped already: what is measured is reading, not fusing.
  await ledger.write(async (open) => {
    const position = await open.sizeOf('public')
    await open.query((db) =>
      db.insertInto('followers').values({ name: 'fusion', position, rows_done: 0 }).execute(),
    )
  })
  const actor = { person: 'ann', organisation: 'o', nation: 'FI', compartment: 'mechanism', roles: [] }
  const at = new Date(DAY + 86_400_000).toISOString()
  for (let n = 0; n < CASES; n += 50) {
    await ledger.write(async (open) => {
      for (let k = n; k < Math.min(n + 50, CASES); k += 1) {
        const basis = [{ kind: 'possible-violation', id: violationId(k), incident: incidentId(k) }]
        const subject = {
          provision: 'heavy-fire',
          breach: instant(k, CASES),
          firstKnowledge: at,
          place: placeOf(k),
          means: ['heard', 'seen'],
        }
        const act = async (event: { readonly kind: string }): Promise<void> => {
          const done = await carryOut(open, TERMS, { name: 'cases', id: `case${k}`, event, actor, at })
          if (!done.ok) throw new Error(JSON.stringify(done.problems))
        }
        await act({ kind: 'opened', subject, basis } as { kind: string })
        for (const hypothesis of ['as-it-seems', 'accident-or-exercise', 'the-other-side', 'fabrication']) {
          const evidence = { kind: 'observation', id: digestOf(`observation ${k}`) }
          await act({
            kind: 'evidence-weighed',
            evidence,
            hypothesis,
            weighs: 'against',
            source: 'B',
            information: '2',
            note: 'A note of some length on what this observation says of the hypothesis.',
          } as { kind: string })
        }
      }
    })
  }
  for (let n = 0; n < 200; n += 1) {
    const at2 = instant(n, 200)
    const notification = {
      kind: 'demining',
      from: at2,
      until: instant(n + 1, 201),
      place: placeOf(n),
      radiusKilometres: 5,
      text: 't',
    }
    const event = { kind: 'received', party: TERMS.parties[0]!.id, notification }
    await ledger.write((open) =>
      carryOut(open, TERMS, { name: 'notifications', id: `n${n}`, event, actor, at: at2 }),
    )
  }
}

const QUESTIONS = [
  'cases?limit=100',
  'cases?state=open,submitted&limit=100',
  'cases?state=submitted,verified,with-parties,releasable&limit=100',
  'cases/case17',
  'responses?limit=100',
  'notifications?limit=100',
  'messages?limit=100',
  'findings?limit=100',
  'incidents?limit=100',
  `incidents?from=${instant(1, 4)}&to=${instant(2, 4)}&limit=100`,
  'incidents?bbox=33,47,36,49&limit=100',
  'violations?limit=100',
  'observations?limit=100',
  `incidents/${incidentId(5)}/notifications`,
  'notices',
]

const folder = mkdtempSync(join(tmpdir(), 'marsad-bench-proceedings-'))
let failed = false
try {
  const held = await holdMission(folder, () => {})
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  const { mission } = held.value
  const password = randomBytes(18).toString('base64url')
  const people = createPeople(peopleContextOf(held.value), (error) => {
    throw error
  })
  const request = {
    login: 'bench',
    name: 'Bench',
    organisation: 'o',
    nation: 'FI',
    compartment: 'mechanism',
    roles: ['analyst'],
  }
  const added = await runCommand({ mission, people }, 'user-add', { request, password })
  if (!added.ok) throw new Error(JSON.stringify(added.problems))
  await people.close()
  const began = performance.now()
  await fill(held.value)
  const filledSeconds = (performance.now() - began) / 1_000
  const text = await readAgreement('agreements/exercise-2026.yaml')
  if (!text.ok) throw new Error(JSON.stringify(text.problems))
  const service = await startService(
    held.value,
    {
      folder,
      port: 0,
      host: '127.0.0.1',
      agreement: text.value,
      background: null,
      frontline: null,
      firstAgreement: () => Promise.resolve(ok(text.value)),
      ...PLAIN_SERVICE,
    },
    (error) => {
      throw error
    },
  )
  if (!service.ok) throw new Error(JSON.stringify(service.problems))
  try {
    const desk = createDesk(service.value.url, 'bench', password, () => 0)
    const times = new Map<string, number[]>(QUESTIONS.map((question) => [question, []]))
    // The first look of all warms the pages of the tables, as the morning does.
    for (const question of QUESTIONS) await desk.get(`/api/v1/${question}`)
    await Promise.all(
      Array.from({ length: READERS }, async (_, reader) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const question = QUESTIONS[(round + reader * 4) % QUESTIONS.length]!
          const asked = performance.now()
          await desk.get(`/api/v1/${question}`)
          times.get(question)!.push(performance.now() - asked)
        }
      }),
    )
    const [cpu] = cpus()
    console.log(
      `machine  ${cpus().length} x ${cpu?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
    )
    console.log(
      `filled   ${EFFECTS} effects, ${CASES} open cases, 200 notifications in ${filledSeconds.toFixed(0)} s`,
    )
    const at = (values: readonly number[], share: number): number =>
      values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
    for (const [question, values] of times) {
      console.log(
        `${at(values, 0.5).toFixed(1).padStart(8)} ms p50 ${at(values, 0.99).toFixed(1).padStart(8)} ms p99  ${question}`,
      )
    }
    const all = [...times.values()].flat()
    const p99 = at(all, 0.99)
    console.log(
      `all      ${all.length} answers to ${READERS} readers: p50 ${at(all, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    )
    failed = p99 > MOST_P99_MS
    if (failed) console.log(`FAILED   at most ${MOST_P99_MS} ms`)
  } finally {
    await service.value.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (failed) process.exitCode = 1
