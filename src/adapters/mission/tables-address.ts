// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

import type { TablesAddress } from '../backup/index.ts'
import { missionPaths, readMissionIdentity, schemaOf, type MissionIdentity } from './mission-folder.ts'

/** A mission that is there, whether somebody holds it or not. */
export interface StandingMission {
  readonly identity: MissionIdentity
  readonly tables: TablesAddress
}

/** Problems: `folder-holds-no-mission`, `mission-file-unreadable`. */
export async function findMission(
  folder: string,
  databaseUrl: string | null,
): Promise<Result<StandingMission>> {
  const identity = await readMissionIdentity(folder)
  if (identity === null) return refuse(problem(folder, 'folder-holds-no-mission'))
  if (!identity.ok) return identity
  const tables: TablesAddress =
    databaseUrl === null
      ? { kind: 'sqlite', file: missionPaths(folder).database }
      : { kind: 'postgres', url: databaseUrl, schema: schemaOf(identity.value) }
  return ok({ identity: identity.value, tables })
}
