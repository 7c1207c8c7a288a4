// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import type { Logger } from 'pino'

import {
  createNodeCryptography,
  createPublishedSizes,
  findInputFile,
  readText,
  type Ingest,
  type Vault,
} from '#adapters'
import { createAgreementLines, type Agreement } from '#agreement'
import { gazetteerPath } from '#config'
import { commitTo, formatVerifierKey, toHex } from '#evidence'
import { createFusedEngine } from '#incidents'
import { fusionContext } from '#pipeline'
import {
  createPlaceFinder,
  createReassess,
  createSubjectOf,
  DEFAULT_SETTINGS,
  LOOPBACK_HOSTS,
  mayDoInSession,
  type LogProofs,
  type ProceedingPorts,
  type ServerPorts,
} from '#server'

import type { HeldMission } from './mission-access.ts'

function proofsOf({ signer, saltKey }: HeldMission['keys']): LogProofs {
  const cryptography = createNodeCryptography()
  return {
    key: formatVerifierKey(cryptography, signer.name, signer.publicKey),
    commitmentOf(record) {
      const { salt, commitment } = commitTo(cryptography, saltKey, Buffer.from(record, 'hex'))
      return { salt: toHex(salt), commitment: toHex(commitment) }
    },
  }
}

/** What the HTTP surface needs of a mission and of what runs beside it. */
export async function serverPortsOf(
  { mission, keys }: HeldMission,
  { host, ownClock }: { readonly host: string; readonly ownClock: boolean },
  running: {
    readonly ingest: Ingest
    readonly logger: Logger
    readonly problems: ReadonlySet<string>
    readonly authenticate: ServerPorts['authenticate']
    readonly stopping: AbortSignal
    readonly hosts: readonly string[]
    readonly alarms: ServerPorts['alarms']
  },
): Promise<ServerPorts> {
  const { database, feeds, queries, ledger, originals } = mission
  return {
    queries,
    ledger,
    publishedSizes: createPublishedSizes(database),
    originals,
    proofs: proofsOf(keys),
    feeds: {
      ...feeds,
      async acknowledge(delivery) {
        const receipt = await feeds.acknowledge(delivery)
        running.ingest.wake()
        return receipt
      },
    },
    authenticate: running.authenticate,
    mayDo: mayDoInSession,
    findPlaces: await openPlaces(),
    notReady: () => Promise.resolve([...running.problems]),
    alarms: running.alarms,
    now: mission.now,
    logger: running.logger,
    stopping: running.stopping,
    settings: {
      ...DEFAULT_SETTINGS,
      hosts: [...new Set([...LOOPBACK_HOSTS, host, ...running.hosts])],
      exercise: mission.exercise,
      ownClock,
    },
  }
}

/** What cases and all that follows from them need of a mission under these terms. */
export function proceedingPortsOf(
  { mission, keys }: HeldMission,
  agreement: Agreement,
  vault: Vault,
): ProceedingPorts {
  const { ledger, queries, proceedings, exercise } = mission
  const context = fusionContext(agreement, createAgreementLines(agreement))
  return {
    ledger,
    queries: proceedings,
    agreement,
    exercise,
    signer: keys.signer,
    cryptography: createNodeCryptography(),
    vault,
    now: mission.now,
    newId: () => randomBytes(10).toString('hex'),
    subjectOf: createSubjectOf(queries, ledger),
    reassess: createReassess(queries, createFusedEngine(null), context),
  }
}

/** Names of places to search by; none without a gazetteer. */
async function openPlaces(): Promise<ServerPorts['findPlaces']> {
  const path = gazetteerPath()
  const file = path === null ? null : await findInputFile(path)
  const text = file?.ok === true ? await readText(file.value) : null
  return createPlaceFinder(text?.ok === true ? text.value : '')
}
