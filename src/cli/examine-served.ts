// SPDX-License-Identifier: Apache-2.0
import { examineMission, findMission, type Finding } from '#adapters'
import { readConfig } from '#config'

import type { HeldMission } from './mission-access.ts'

/** The doctor's look at the mission that this process serves, with the keyring that it opened when it started. */
export async function examineServed({ mission, keys }: HeldMission): Promise<readonly Finding[]> {
  const config = readConfig()
  if (!config.ok) throw new TypeError('the settings that the service began with cannot be read any more')
  const standing = await findMission(mission.folder, config.value.databaseUrl)
  if (!standing.ok) throw new TypeError('the mission that is served is not in its folder any more')
  const opens = keys.keyring === null ? null : () => true
  return examineMission(mission.folder, standing.value, opens, mission.now())
}
