// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'

import { exerciseSaltKey, RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { digestOf, formatInstant, HOUR_MS, toInstant } from '#kernel'
import { NO_LOCALITIES } from '#releasability'

import { createAudienceSets } from '../src/adapters/database/audience-sets.ts'
import { openSqlite } from '../src/adapters/database/database.ts'
import { FEED_PROJECTIONS } from '../src/adapters/database/feed-projections.ts'
import { itemProjections } from '../src/adapters/database/item-projections.ts'
import { openLedger } from '../src/adapters/database/ledger.ts'
import { migrate } from '../src/adapters/database/migrate.ts'
import { firstTables } from '../src/adapters/database/migrations/0001-first-tables.ts'
import { createNodeCryptography } from '../src/adapters/node-cryptography.ts'
import { createExerciseSigner } from '../src/adapters/signing-keys.ts'

/** Writes the tables of the first step with a few rows as SQL, for the test that takes them forward: `npm run fixture:migration`. */
const OUT = 'test/fixtures/migrations/0001-first-tables.sql'
const AT = toInstant(Date.UTC(2026, 5, 24, 6))
const folder = mkdtempSync(join(tmpdir(), 'marsad-fixture-'))
const file = join(folder, 'mission.sqlite')

const record = (kind: string, audiences: readonly string[], body: JournalRecord['body']): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  time: formatInstant(AT),
  audiences,
  body,
})

const item = (name: string, document: JournalRecord['body']): JournalRecord['body'] => ({
  id: digestOf(name),
  class: 'ordinary',
  owner: 'mechanism',
  interval: { start: formatInstant(AT), end: formatInstant(toInstant(AT + HOUR_MS)) },
  place: { latitude: 48, longitude: 37 },
  original: digestOf('an original'),
  document,
})

try {
  const database = openSqlite(file)
  await migrate(database, AT, [firstTables])
  const cryptography = createNodeCryptography()
  const signer = createExerciseSigner(cryptography)
  const audienceSets = createAudienceSets()
  const rules = { delayMs: HOUR_MS, localities: NO_LOCALITIES, aliasOf: (id: string) => digestOf(id) }
  const ledger = await openLedger(database, {
    cryptography,
    saltKey: exerciseSaltKey(cryptography),
    signers: { public: signer, internal: { ...signer, name: `${signer.name}/internal` } },
    audienceSets,
    projections: { ...FEED_PROJECTIONS, ...itemProjections(rules, audienceSets) },
    now: () => AT,
  })
  await ledger.write(async (turn) => {
    await turn.append('internal', record('feed-declared', ['mechanism'], { feed: 'firms', source: 'firms' }))
    const original = digestOf('an original')
    const received = { feed: 'firms', original, name: 'pass.csv', bytes: 12 }
    await turn.append('public', record('received', ['mechanism'], received))
    const seen = { means: 'satellite-thermal', source: 'firms' }
    await turn.append('public', record('observation', ['public'], item('observation', seen)))
    const weighed = { likelihood: { probability: 0.5 } }
    await turn.append('public', record('incident', ['mechanism'], item('incident', weighed)))
    const end = { received: 0, original, outcome: 'read', rows: 1 }
    await turn.append('public', record('parsed', ['mechanism'], end))
  })
  await ledger.publishCheckpoint('public', AT)
  await ledger.close()
  await database.close()
  writeFileSync(OUT, dump(new Sqlite(file, { readonly: true })))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function dump(database: Sqlite.Database): string {
  const made = database
    .prepare("select name, type, sql from sqlite_master where sql is not null order by type = 'index', name")
    .all() as readonly { name: string; type: string; sql: string }[]
  const rows = made
    .filter(({ type }) => type === 'table')
    .flatMap(({ name }) =>
      (database.prepare(`select * from "${name}"`).all() as readonly Record<string, unknown>[]).map(
        (row) => `insert into "${name}" values (${Object.values(row).map(literal).join(', ')});`,
      ),
    )
  return `${['-- Made by npm run fixture:migration: the tables of the first step.', ...made.map(({ sql }) => `${sql};`), ...rows].join('\n')}\n`
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  if (typeof value !== 'string') throw new TypeError('a value that no table has')
  return `'${value.replaceAll("'", "''")}'`
}
