// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { schemaOf } from '#adapters'

import { killAgainAndAgain } from './kill-rounds.ts'
import { dropSchemas, POSTGRES_URL, reasonAgainstPostgres } from './postgres.ts'

const LONGEST_START_MS = 5_000

/** Kills services on both databases so many times. */
export async function describeKilling(rounds: number, timeoutMs: number): Promise<void> {
  const reason = await reasonAgainstPostgres()
  const folders: string[] = []
  const schemas: string[] = []
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    if (schemas.length > 0) await dropSchemas(schemas)
  })
  const kill = async (databaseUrl: string | null): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'marsad-kill-'))
    folders.push(folder)
    const findings = await killAgainAndAgain(folder, databaseUrl, rounds, 20_260_624)
    if (databaseUrl !== null) {
      schemas.push(schemaOf(JSON.parse(readFileSync(join(folder, 'mission.json'), 'utf8')) as never))
    }
    console.log(JSON.stringify(findings))
    expect(findings).toMatchObject({ rounds, lost: [], half: [] })
    expect(findings.acknowledged).toBeGreaterThan(rounds)
    expect(findings.decided).toBeGreaterThan(0)
    expect(findings.slowestReadyMs).toBeLessThan(LONGEST_START_MS)
  }
  describe(`a service that is killed ${rounds} times`, () => {
    test(
      '[LG10] on SQLite nothing acknowledged is lost, nothing is half there, the log is consistent, and it is ready in 5 s',
      () => kill(null),
      timeoutMs,
    )
    test.skipIf(reason !== null)(
      `[LG10] on PostgreSQL likewise${reason === null ? '' : ` (skipped: ${reason})`}`,
      () => kill(POSTGRES_URL),
      timeoutMs,
    )
  })
}
