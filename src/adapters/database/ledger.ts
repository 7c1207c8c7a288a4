// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { Kysely } from 'kysely'

import {
  RECORD_SCHEMA,
  type Ledger,
  type LedgerTurn,
  type LogName,
  type LogState,
  type Signer,
} from '#evidence'
import { formatInstant, type Instant } from '#kernel'

import { DatabaseError } from './database-error.ts'
import type { Database } from './database.ts'
import { readEntries } from './entries.ts'
import { growPublishedTree, latestCheckpoint, readTile } from './published-tree.ts'
import type { Tables } from './tables.ts'
import { openTurn, type DatabaseTurn, type LogSizes, type TurnContext } from './turn.ts'

/** Leaves are published this many at a time, so that growth betrays no single case. */
export const LEAVES_IN_A_STEP = 64

/** Decisions that wait for the same commit; more would make each of them wait longer than a commit costs. */
const MOST_TURNS_IN_A_COMMIT = 64

export interface LedgerOptions extends TurnContext {
  /** One for each log; their names differ, so that a checkpoint of one never passes for one of the other. */
  readonly signers: { readonly [log in LogName]: Signer }
}

/** The ledger with what its own machine may ask beside the port. */
export interface DatabaseLedger extends Ledger {
  write<T>(decide: (turn: DatabaseTurn) => Promise<T>): Promise<T>
  /** Destroys the key of a sealed record: its text is gone, its place in the log stays. */
  forget(log: LogName, index: number): Promise<void>
  /** Resolves when every turn that was asked for has ended; later ones are refused. */
  close(): Promise<void>
}

interface Waiting {
  run(turn: DatabaseTurn): Promise<void>
  resolve(): void
  reject(error: unknown): void
}

/** Opens the ledger in tables that `migrate` has brought to this version. Turns that wait at the same time share a commit. */
export async function openLedger(database: Database, options: LedgerOptions): Promise<DatabaseLedger> {
  const { writer, reader } = database
  const { audienceSets } = options
  await audienceSets.reload(writer)
  let sizes: LogSizes = {
    public: await sizeOfLog(writer, 'public'),
    internal: await sizeOfLog(writer, 'internal'),
  }
  const waiting: Waiting[] = []
  let working: Promise<void> | null = null
  let closed = false

  /** Runs decisions in one transaction; each that throws is undone alone, the others stand together or not at all. */
  const commitTogether = async (group: readonly Waiting[]): Promise<void> => {
    const transaction = await writer.startTransaction().execute()
    const next = { ...sizes }
    const done: Waiting[] = []
    const failed: (readonly [Waiting, unknown])[] = []
    try {
      for (const one of group) {
        const before = { ...next }
        const saved = await transaction.savepoint('turn').execute()
        const { turn, finish } = openTurn(transaction, database.kind, next, options)
        try {
          await one.run(turn)
          await finish()
          await saved.releaseSavepoint('turn').execute()
          done.push(one)
        } catch (error) {
          await saved.rollbackToSavepoint('turn').execute()
          await saved.releaseSavepoint('turn').execute()
          Object.assign(next, before)
          await audienceSets.reload(transaction)
          failed.push([one, error])
        }
      }
      await transaction.commit().execute()
    } catch (error) {
      // A commit whose answer is lost may stand or not; what stands is read again before the next turn.
      if (!transaction.isCommitted && !transaction.isRolledBack) {
        await transaction
          .rollback()
          .execute()
          .catch(() => {})
      }
      await audienceSets.reload(writer)
      sizes = { public: await sizeOfLog(writer, 'public'), internal: await sizeOfLog(writer, 'internal') }
      for (const one of group) one.reject(error)
      return
    }
    sizes = next
    for (const one of done) one.resolve()
    for (const [one, error] of failed) one.reject(error)
  }

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_TURNS_IN_A_COMMIT)
      await commitTogether(group).catch((error: unknown) => {
        for (const one of group) one.reject(error)
      })
      // SQLite answers without ever waiting: whoever else wants the thread gets it here.
      await setImmediate()
    }
    working = null
  }

  const write = <T>(decide: (turn: DatabaseTurn) => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new DatabaseError('closed', 'The ledger is closed.'))
    return new Promise<T>((resolve, reject) => {
      let value: T
      waiting.push({
        async run(turn) {
          value = await decide(turn)
        },
        resolve: () => resolve(value),
        reject,
      })
      working ??= work()
    })
  }

  const publishCheckpoint = (log: LogName, at: Instant): Promise<LogState> =>
    write(async (turn) => {
      await pad(turn, log, at)
      const size = await turn.sizeOf(log)
      const keys = { cryptography: options.cryptography, signer: options.signers[log] }
      return turn.query((db) => growPublishedTree(db, log, size, at, keys))
    })

  return {
    write,
    entries: (log, range) => readEntries(reader, log, range),
    sizeOf: (log) => Promise.resolve(sizes[log]),
    publishCheckpoint,
    async checkpoint(log) {
      return (await latestCheckpoint(reader, log))?.note ?? null
    },
    tile: (log, tile) => readTile(reader, log, tile),
    forget: (log, index) =>
      write((turn) =>
        turn.query(async (db) => {
          await db.deleteFrom('record_keys').where('log', '=', log).where('idx', '=', index).execute()
        }),
      ),
    async close() {
      closed = true
      await working
    },
  }
}

/** Records that say nothing but their number: without the salt key their leaves look like any other. */
async function pad(turn: LedgerTurn, log: LogName, at: Instant): Promise<void> {
  for (let size = await turn.sizeOf(log); size % LEAVES_IN_A_STEP !== 0; size += 1) {
    await turn.append(log, {
      schema: RECORD_SCHEMA,
      kind: 'padding',
      time: formatInstant(at),
      audiences: [],
      body: { number: size },
    })
  }
}

async function sizeOfLog(db: Kysely<Tables>, log: LogName): Promise<number> {
  const row = await db
    .selectFrom('log_records')
    .select('idx')
    .where('log', '=', log)
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? 0 : row.idx + 1
}
