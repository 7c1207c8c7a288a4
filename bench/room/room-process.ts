// SPDX-License-Identifier: Apache-2.0
import { createPeople } from '#adapters'
import type { JournalRecord } from '#evidence'
import { ok, type Result } from '#kernel'

import { holdMission, peopleContextOf, type HeldMission } from '../../src/cli/mission-access.ts'
import { runCommand } from '../../src/cli/mission-commands.ts'
import { readAgreement } from '../../src/cli/serve.ts'
import { PLAIN_SERVICE, startService } from '../../src/cli/service.ts'
import { incidentRecord, roomRecords } from './room-records.ts'
import type { FromRoom, RoomOrder, ToRoom } from './served-room.ts'

/** A process of its own that fills a mission, serves it and goes on changing incidents: `served-room.ts` starts it and speaks with it. */
const IN_A_TURN = 400
/** Violations and observations: more than lists count. */
const OTHERS = 3_000
const TURNS_A_SECOND = 10

const tell = (message: FromRoom): void => {
  if (process.connected) process.send?.(message)
}
const fail = (error: unknown): never => {
  throw error
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

async function fill({ mission }: HeldMission, incidents: number): Promise<void> {
  let turn: JournalRecord[] = []
  const flush = async (): Promise<void> => {
    const records = turn
    turn = []
    await mission.ledger.write(async (open) => {
      for (const one of records) await open.append('public', one)
    })
  }
  for (const one of roomRecords(incidents, OTHERS)) {
    turn.push(one)
    if (turn.length === IN_A_TURN) await flush()
  }
  await flush()
  // Grouped already: what is measured is looking, not fusing.
  await mission.ledger.write(async (open) => {
    const position = await open.sizeOf('public')
    await open.query((db) =>
      db.insertInto('followers').values({ name: 'fusion', position, rows_done: 0 }).execute(),
    )
  })
}

async function addAnalyst(held: HeldMission, { login, password }: RoomOrder): Promise<void> {
  const { mission } = held
  const people = createPeople(peopleContextOf(held), fail)
  const request = {
    login,
    name: 'EXERCISE analyst',
    organisation: 'EXERCISE',
    nation: 'FI',
    compartment: 'mechanism',
    roles: ['analyst'],
  }
  valueOf(await runCommand({ mission, people }, 'user-add', { request, password }))
  await people.close()
}

/** Changes incidents at a rate until told otherwise: a late turn brings what is due, so that the rate holds. */
function startUpdates({ mission }: HeldMission, incidents: number) {
  let perSecond = 0
  let written = 0
  let dueSince = performance.now()
  let isOver = false
  const turns = (async () => {
    while (!isOver) {
      await new Promise((done) => setTimeout(done, 1_000 / TURNS_A_SECOND))
      const now = performance.now()
      const due = Math.floor(((now - dueSince) / 1_000) * perSecond)
      if (due === 0) {
        if (perSecond === 0) dueSince = now
        continue
      }
      dueSince += (due / perSecond) * 1_000
      await mission.ledger.write(async (open) => {
        for (let n = 0; n < due; n += 1) {
          const incident = (written * 7_919) % incidents
          const version = 1 + Math.floor(written / incidents)
          await open.append('public', incidentRecord(incident, incidents, version))
          written += 1
        }
      })
    }
  })()
  return {
    setRate: (rate: number): void => {
      perSecond = rate
      dueSince = performance.now()
    },
    written: () => written,
    async stop(): Promise<void> {
      isOver = true
      await turns
    },
  }
}

async function serve(order: RoomOrder): Promise<void> {
  const held = valueOf(await holdMission(order.folder, () => {}))
  await addAnalyst(held, order)
  if ((await held.mission.ledger.sizeOf('public')) < order.incidents) await fill(held, order.incidents)
  const agreement = valueOf(await readAgreement('agreements/exercise-2026.yaml'))
  const service = valueOf(
    await startService(
      held,
      {
        folder: order.folder,
        port: 0,
        host: '127.0.0.1',
        agreement,
        background: null,
        frontline: null,
        firstAgreement: () => Promise.resolve(ok(agreement)),
        ...PLAIN_SERVICE,
        logs: 'faults',
      },
      fail,
    ),
  )
  const updates = startUpdates(held, order.incidents)
  process.on('message', (message: ToRoom) => {
    switch (message.kind) {
      case 'rate':
        return updates.setRate(message.perSecond)
      case 'count':
        return tell({ kind: 'written', updates: updates.written() })
      case 'stop':
        process.disconnect()
    }
  })
  // Also where whoever started this is gone without a word.
  process.once('disconnect', () => {
    void updates.stop().then(() => service.stop(), fail)
  })
  tell({ kind: 'ready', url: service.url })
}

await serve(JSON.parse(process.argv[2] ?? '') as RoomOrder)
