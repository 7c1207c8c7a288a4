// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { schemaOf, type MissionIdentity } from '#adapters'

import { killAgainAndAgain, type KillFindings } from './kill-rounds.ts'
import { dropSchemas, POSTGRES_URL, reasonAgainstPostgres } from './postgres.ts'

const LONGEST_START_MS = 5_000
const SEED = 20_260_624

/** Kills services on both databases so many times. */
export async function describeKilling(rounds: number, timeoutMs: number): Promise<void> {
  const reason = await reasonAgainstPostgres()
  const folders: string[] = []
  const schemas: string[] = []
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    if (schemas.length > 0) await dropSchemas(schemas)
  })
  const kill = async (databaseUrl: string | null): Promise<KillFindings> => {
    const folder = mkdtempSync(join(tmpdir(), 'marsad-kill-'))
    folders.push(folder)
    const findings = await killAgainAndAgain(folder, databaseUrl, rounds, SEED)
    if (databaseUrl !== null) {
      schemas.push(
        schemaOf(JSON.parse(readFileSync(join(folder, 'mission.json'), 'utf8')) as MissionIdentity),
      )
    }
    console.log(JSON.stringify(findings))
    return findings
  }
  const nothingWrong = {
    rounds,
    lost: [],
    half: [],
    isReadyInTime: true,
    isUnderLoad: true,
  }
  const judged = ({ acknowledged, decided, slowestReadyMs, ...findings }: KillFindings) => ({
    ...findings,
    isReadyInTime: slowestReadyMs < LONGEST_START_MS,
    isUnderLoad: acknowledged > rounds && decided > 0,
  })
  describe(`a service that is killed ${rounds} times`, () => {
    test(
      '[LG10] on SQLite nothing acknowledged is lost, nothing is half there, the log is consistent, and it is ready in 5 s',
      async () => expect(judged(await kill(null))).toMatchObject(nothingWrong),
      timeoutMs,
    )
    test.skipIf(reason !== null)(
      `[LG10] on PostgreSQL likewise${reason === null ? '' : ` (skipped: ${reason})`}`,
      async () => expect(judged(await kill(POSTGRES_URL))).toMatchObject(nothingWrong),
      timeoutMs,
    )
  })
}
