// SPDX-License-Identifier: Apache-2.0
import {
  createNodeCryptography,
  createPasswords,
  createCredentialSafe,
  findInputFile,
  loadMissionKeys,
  makeWritableFolder,
  openMission,
  readText,
  settleKeyStatements,
  type Mission,
  type MissionKeys,
  type PeopleContext,
} from '#adapters'
import { gazetteerPath, readConfig } from '#config'
import { parseCheckpoint } from '#evidence'
import { ok, toInstant, type Instant, type Result } from '#kernel'
import { createLocalities, NO_LOCALITIES, parseLocalities, type Localities } from '#releasability'

/** A mission held by this process, with its keys. */
export interface HeldMission {
  readonly mission: Mission
  readonly keys: MissionKeys
  /** Where browsers reach the service; null where nobody but this machine does. */
  readonly publicUrl: string | null
}

export const hostClock = (): Instant => toInstant(Date.now())

/** Opens the mission of a folder with the keys and the database that the configuration names. */
export async function holdMission(
  folder: string,
  onLost: () => void,
  vouchedUpTo: number | null = null,
  now: () => Instant = hostClock,
): Promise<Result<HeldMission>> {
  const config = readConfig()
  if (!config.ok) return config
  const writable = await makeWritableFolder(folder)
  if (!writable.ok) return writable
  const keys = await loadMissionKeys(createNodeCryptography(), folder, config.value)
  if (!keys.ok) return keys
  const { databaseUrl } = config.value
  const localities = await readLocalities()
  if (!localities.ok) return localities
  const mission = await openMission({
    folder,
    databaseUrl,
    keys: keys.value,
    localities: localities.value,
    now,
    onLost,
  })
  if (!mission.ok) return mission
  const held: HeldMission = { mission: mission.value, keys: keys.value, publicUrl: config.value.publicUrl }
  try {
    await settleKeys(held, vouchedUpTo)
  } catch (error) {
    await mission.value.close()
    throw error
  }
  return ok(held)
}

/** The gazetteer that the configuration names, or none. */
async function readLocalities(): Promise<Result<Localities>> {
  const path = gazetteerPath()
  if (path === null) return ok(NO_LOCALITIES)
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  if (!text.ok) return text
  const places = parseLocalities(text.value, file.value.name)
  return places.ok ? ok(createLocalities(places.value)) : places
}

/** Puts on record what the keyring holds and the log does not yet say; the next checkpoint is signed by the key in force. */
async function settleKeys({ mission, keys }: HeldMission, vouchedUpTo: number | null): Promise<void> {
  if (keys.keyring === null) return
  const { ledger } = mission
  const note = await ledger.checkpoint('public')
  const published = note === null ? 0 : (parseCheckpoint(Buffer.from(note))?.size ?? 0)
  const cryptography = createNodeCryptography()
  await settleKeyStatements(cryptography, ledger, keys.keyring, published, mission.now(), vouchedUpTo)
}

/** What looking after people needs, on this mission; passkeys need an address that browsers know, which the service gives. */
export const peopleContextOf = (
  { mission, keys }: HeldMission,
  passkeys: PeopleContext['passkeys'] = null,
): PeopleContext => ({
  ledger: mission.ledger,
  reader: mission.database.reader,
  audienceSets: mission.audienceSets,
  passwords: createPasswords(),
  safe: createCredentialSafe(keys.credentialsKey),
  passkeys,
  issuer: mission.exercise ? 'Marsad EXERCISE' : 'Marsad',
  now: mission.now,
})
