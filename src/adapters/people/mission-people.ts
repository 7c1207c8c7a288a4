// SPDX-License-Identifier: Apache-2.0
import {
  createCredentialSafe,
  createPasskeys,
  createPasswords,
  type PasskeySite,
} from '../credentials/index.ts'
import type { Mission } from '../mission/index.ts'
import type { PeopleContext } from './people-context.ts'

export interface MissionPeopleOptions {
  /** 32 bytes; of the keyring, or of the exercise. */
  readonly credentialsKey: Uint8Array
  /** Null where no browser reaches the service. */
  readonly site: PasskeySite | null
}

/** What looking after the people of a mission stands on. */
export function missionPeopleContext(
  { ledger, database, audienceSets, exercise, now }: Mission,
  { credentialsKey, site }: MissionPeopleOptions,
): PeopleContext {
  return {
    ledger,
    reader: database.reader,
    audienceSets,
    passwords: createPasswords(),
    safe: createCredentialSafe(credentialsKey),
    passkeys: site === null ? null : createPasskeys(site, now),
    issuer: exercise ? 'Marsad EXERCISE' : 'Marsad',
    now,
  }
}
