// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { pino, type Logger } from 'pino'

import {
  createNodeCryptography,
  createListPublisher,
  createPeople,
  createVault,
  followDeliveries,
  listenForControl,
  openPageFolder,
  openPorch,
  newOneTimeSecretCode,
  startIngestDesk,
} from '#adapters'
import { createAgreementLines, parseAgreement } from '#agreement'
import { readFirmsSettings, readIdentityProviderSettings, readNoticeSettings } from '#config'
import { ok, problem, refuse, type Result } from '#kernel'
import { isIntakeOpen } from '#people'
import {
  addDoctor,
  addFeedTokens,
  addComparison,
  agreementParts,
  addExerciseEntry,
  addLists,
  createApp,
  createAuthenticate,
  LOOPBACK_HOSTS,
  pageParts,
  peopleParts,
  proceedingParts,
  readIntake,
  startServer,
  traceOf,
  type AppParts,
  joinParts,
  type ExerciseEntry,
} from '#server'

import { adoptAgreement, type AgreementText } from './adopt-agreement.ts'
import { closeLists } from './close-lists.ts'
import { examineServed } from './examine-served.ts'
import { fetchFeeds } from './fetch-feeds.ts'
import { keepDeadlines } from './keep-deadlines.ts'
import { peopleContextOf, type HeldMission } from './mission-access.ts'
import { proceedingPortsOf, serverPortsOf } from './service-ports.ts'
import { startNotices } from './start-notices.ts'
import { turnVaultDays } from './turn-vault-days.ts'
import { watchClock } from './watch-clock.ts'
import { runCommand } from './mission-commands.ts'
import { identityProviderOf, publicAddressOf } from './public-address.ts'
import { publishAtCadence } from './publish-at-cadence.ts'

/** Beside the program, as `npm run build` leaves them: from src/cli and from dist/cli alike. */
const PAGES = fileURLToPath(new URL('../../web/dist', import.meta.url))

export interface ServiceOptions {
  readonly folder: string
  readonly port: number
  readonly host: string
  /** Terms to go by from now on; null keeps those of the mission. */
  readonly agreement: AgreementText | null
  /** Quiet years that likelihoods lean on; null goes without. */
  readonly background: { readonly name: string; readonly text: string } | null
  /** File or folder of drawn areas that the line of contact is taken from; null keeps that of the terms. */
  readonly frontline: string | null
  /** Where a mission has no terms yet. */
  readonly firstAgreement: () => Promise<Result<AgreementText>>
  /** Ways in without a password, for an exercise on this machine alone; null in everything else. */
  readonly entry: ExerciseEntry | null
  /** Whether the mission keeps a time of its own, which the pages are then told. */
  readonly ownClock: boolean
  /** Whether each answer is logged, or only what goes wrong. */
  readonly logs: 'answers' | 'faults'
}

/** What everything but an exercise that is looked at has. */
export const PLAIN_SERVICE = { entry: null, ownClock: false, logs: 'answers' } as const

export interface RunningService {
  readonly url: string
  readonly exercise: boolean
  /** False where the pages were not built: the API alone answers then. */
  readonly hasPages: boolean
  /** With which the first administrators set themselves up; null once there is anybody. */
  readonly setUpCode: string | null
  /** Lets what is under way end, then lets the mission go. */
  stop(): Promise<void>
}

/** Everything that serves a mission that this process holds. Problems: those of the terms. Rejects where the port cannot be had. */
export async function startService(
  held: HeldMission,
  options: ServiceOptions,
  onFault: (error: unknown) => void,
): Promise<Result<RunningService>> {
  const { mission } = held
  const refused = refuseEntry(mission.exercise, options)
  if (refused !== null) return refused
  const logger = createLogger(options.logs)
  const fault = (error: unknown): void => {
    logger.error(traceOf(error), 'fault')
    onFault(error)
  }
  const agreement = await adoptAgreement(mission, options.agreement, options.firstAgreement)
  if (!agreement.ok) return agreement
  const terms = parseAgreement(agreement.value.text, agreement.value.name)
  if (!terms.ok) return terms
  const noticeSettings = readNoticeSettings()
  if (!noticeSettings.ok) return noticeSettings
  const provider = readIdentityProviderSettings(held.publicUrl)
  if (!provider.ok) return provider
  // Somebody's key for real fires has no business in made-up ones.
  const firms = options.entry === null ? readFirmsSettings() : ok(null)
  if (!firms.ok) return firms
  const started = await startIngestDesk({
    folder: mission.folder,
    agreement: agreement.value,
    background: options.background,
    frontline: options.frontline,
  })
  if (!started.ok) return started
  const { desk } = started.value

  const address = publicAddressOf(
    held.publicUrl,
    mission.exercise ? 'Marsad EXERCISE' : 'Marsad',
    mission.now,
  )
  const context = peopleContextOf(held, address.passkeys)
  const people = createPeople(context, fault)
  const vault = createVault({
    folder: join(mission.folder, 'vault'),
    key: held.keys.vaultKey,
    formerKeys: held.keys.formerVaultKeys,
    ledger: mission.ledger,
    cryptography: createNodeCryptography(),
    now: mission.now,
  })
  const porch = await openPorch({
    path: join(mission.folder, 'vault', 'porch'),
    keys: [held.keys.vaultKey, ...held.keys.formerVaultKeys],
    vault,
  })
  const isOpen = async (): Promise<boolean> => isIntakeOpen(await readIntake(mission.ledger), mission.now())
  const vaultDays = await turnVaultDays(vault, porch, isOpen, fault)
  const setUpCode = (await people.desk.isEmpty()) ? newOneTimeSecretCode() : null
  const problems = new Set<string>()
  const stopping = new AbortController()
  const ingest = followDeliveries(mission, desk, (error) => {
    problems.add('ingest-stopped')
    fault(error)
  })
  const publishing = await publishAtCadence(mission, fault)
  const deadlines = keepDeadlines(mission, terms.value, fault)
  const lists = createListPublisher(mission)
  const closing = closeLists(lists, fault)
  const fetching = fetchFeeds(mission, terms.value, firms.value, ingest.wake, fault)
  const pages = await openPageFolder(PAGES)
  const notices = startNotices(held, noticeSettings.value, fault)
  const app = createApp(
    await serverPortsOf(held, options, {
      ingest,
      logger,
      problems,
      authenticate: createAuthenticate(people),
      stopping: stopping.signal,
      hosts: address.hosts,
      alarms: watchClock(mission),
    }),
    joinParts(
      peopleParts({
        people,
        context,
        vault,
        porch,
        identityProvider: identityProviderOf(held.publicUrl, provider.value, mission.now),
        secureCookie: address.secureCookie,
        setUpCode,
      }),
      proceedingParts(proceedingPortsOf(held, terms.value, vault)),
      notices.parts,
      {
        closed: [
          addLists(lists),
          addDoctor(() => examineServed(held)),
          addComparison(terms.value),
          addFeedTokens(mission.feeds),
        ],
      },
      agreementParts(terms.value, createAgreementLines(terms.value), agreement.value.text),
      entryParts(options.entry, { people, secureCookie: address.secureCookie }),
      pages === null ? {} : pageParts(pages),
    ),
  )
  const control = await listenForControl(
    mission.folder,
    (command, params) => runCommand({ mission, people }, command, params),
    fault,
  )
  const stopWork = async (): Promise<void> => {
    await control.close()
    await fetching.stop()
    await ingest.stop()
    await started.value.stop()
    await publishing.stop()
    await closing.stop()
    await deadlines.stop()
    await notices.stop()
    await vaultDays.stop()
    await people.close()
  }
  const server = await startServer(app, options.port, options.host).catch(async (error: unknown) => {
    // What goes on beside the server would keep the process alive without it.
    stopping.abort()
    await stopWork()
    throw error
  })
  return ok({
    url: server.url,
    exercise: mission.exercise,
    hasPages: pages !== null,
    setUpCode,
    async stop() {
      problems.add('stopping')
      stopping.abort()
      await server.stop()
      await stopWork()
      await mission.close()
    },
  })
}

/** Accounts without a password are for made-up things on one machine, whatever asks for them. */
function refuseEntry(
  exercise: boolean,
  { entry, host }: Pick<ServiceOptions, 'entry' | 'host'>,
): Result<never> | null {
  if (entry === null) return null
  if (!exercise) return refuse(problem('', 'entry-needs-an-exercise'))
  return LOOPBACK_HOSTS.includes(host)
    ? null
    : refuse(problem('--host', 'entry-needs-this-machine', { host }))
}

const entryParts = (entry: ExerciseEntry | null, routes: Parameters<typeof addExerciseEntry>[2]): AppParts =>
  entry === null ? {} : { open: [(app, ports) => addExerciseEntry(app, ports, routes, entry)] }

/** To standard error, so that what a command prints stays alone on standard output. */
const createLogger = (logs: ServiceOptions['logs']): Logger =>
  pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      level: logs === 'answers' ? 'info' : 'error',
    },
    pino.destination({ fd: 2, sync: false }),
  )
