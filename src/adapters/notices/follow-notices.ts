// SPDX-License-Identifier: Apache-2.0
import type { Attribution, Case } from '#assessments'
import type { Ledger } from '#evidence'
import { assertNever, formatInstant, toInstant, type Digest, type Instant } from '#kernel'
import {
  clockHappenings,
  MOST_ATTEMPTS,
  noticesOf,
  outwardOf,
  retryDelayMs,
  signatureOfAttribution,
  signatureOfCase,
  silences,
  type Happening,
  type Notice,
  type Subscription,
} from '#notices'
import { audiencesOfCompartment, type AccountStore, type Person } from '#people'
import { doorFilter, isInside, readerOf } from '#releasability'
import { THE_INSTALLATION, type DeskQueries } from '#reports'
import type { ProceedingName, ProceedingQueries, ProceedingRecordBody, ResponseCase } from '#responses'

import { NoticeError } from './notice-error.ts'
import type { NoticeStore, WaitingDelivery } from './notice-store.ts'
import type { SendMail } from './send-mail.ts'
import type { SendWebhook } from './send-webhook.ts'

const LOOK_EVERY_MS = 2_000
/** Clocks and silences move slowly. */
const CLOCKS_EVERY_MS = 30_000
const RECORDS_AT_A_LOOK = 500
const DELIVERIES_AT_A_LOOK = 50
const FOLLOWED_KINDS = ['violation', 'case', 'attribution']

export interface NoticeFollower {
  /** Takes up what has happened, tells it and tries what waits, once. */
  look(): Promise<void>
  stop(): Promise<void>
}

export interface NoticeParts {
  readonly store: NoticeStore
  readonly ledger: Pick<Ledger, 'entries' | 'sizeOf'>
  readonly queries: Pick<DeskQueries, 'getViolation' | 'feeds'>
  readonly proceedings: Pick<ProceedingQueries, 'get' | 'stream'>
  readonly accounts: AccountStore
  readonly exercise: boolean
  /** Null where no mail server is named: mail is then given up with that reason. */
  readonly mail: SendMail | null
  readonly webhook: SendWebhook
  now(): Instant
  /** From 0 to 1. */
  random(): number
}

/**
 * Follows the ledger, the clocks and the feeds, tells people what they asked for and may read, and tries every way of telling until it
 * is taken or given up. Where it ended, the next start goes on: a key is told once, whatever happens in between.
 */
export function followNotices(parts: NoticeParts, onFault: (error: unknown) => void): NoticeFollower {
  let looking: Promise<void> | null = null
  let clocksAt = Number.NEGATIVE_INFINITY
  const look = async (): Promise<void> => {
    const rules = await parts.store.allRules()
    const persons = (await parts.accounts.list(null))
      .filter(({ state }) => state === 'active')
      .map(({ person }) => person)
    await followLog(parts, rules, persons)
    if (parts.now() - clocksAt >= CLOCKS_EVERY_MS || parts.now() < clocksAt) {
      clocksAt = parts.now()
      await followClocks(parts, rules, persons)
    }
    for (const delivery of await parts.store.waiting(parts.now(), DELIVERIES_AT_A_LOOK)) {
      await tryDelivery(parts, delivery, persons)
    }
  }
  const once = (): Promise<void> =>
    (looking ??= look().finally(() => {
      looking = null
    }))
  const timer = setInterval(() => void once().catch(onFault), LOOK_EVERY_MS)
  return {
    look: once,
    async stop() {
      clearInterval(timer)
      await looking?.catch(onFault)
    },
  }
}

async function followLog(
  parts: NoticeParts,
  rules: readonly Subscription[],
  persons: readonly Person[],
): Promise<void> {
  const { store, ledger, now } = parts
  const size = await ledger.sizeOf('public')
  // Whoever asks to be told asks for what happens from then on.
  const followedTo = await store.followedTo()
  const from = followedTo ?? size
  const happenings: Happening[] = []
  let read = 0
  let to = size
  for await (const { index, content } of ledger.entries('public', {
    from,
    to: size,
    kinds: FOLLOWED_KINDS,
  })) {
    if (content.kind !== 'record') continue
    if (read === RECORDS_AT_A_LOOK) {
      to = index
      break
    }
    read += 1
    const { kind, body } = content.record
    if (kind === 'violation') happenings.push(...(await violationOf(parts, body['id'] as Digest)))
    else
      happenings.push(...(await signaturesOf(parts, body as unknown as ProceedingRecordBody, kind, persons)))
  }
  if (to === followedTo) return
  const told: Notice[] = []
  for (const happening of happenings) told.push(...(await readable(parts, happening, rules, persons)))
  await store.tell(told, to, now())
}

async function violationOf({ queries }: NoticeParts, id: Digest): Promise<readonly Happening[]> {
  const item = await queries.getViolation(THE_INSTALLATION, id, null)
  return item === null || item.center === null ? [] : [{ kind: 'possible-violation', id, ...item.center }]
}

async function signaturesOf(
  { proceedings }: NoticeParts,
  { id }: ProceedingRecordBody,
  kind: string,
  persons: readonly Person[],
): Promise<readonly Happening[]> {
  const [name, audience] =
    kind === 'case' ? (['cases', 'mechanism'] as const) : (['attributions', 'commission'] as const)
  const row = await proceedings.get(name, id, [audience], null)
  if (row === null) return []
  const document: unknown = row.document
  const found =
    name === 'cases'
      ? signatureOfCase(document as Case, persons)
      : signatureOfAttribution(document as Attribution)
  return found === null ? [] : [found]
}

async function followClocks(
  parts: NoticeParts,
  rules: readonly Subscription[],
  persons: readonly Person[],
): Promise<void> {
  const happenings: Happening[] = [...silences(await parts.queries.feeds(), parts.now())]
  if (rules.some(({ rule }) => rule.kind === 'clock-at')) {
    const at = formatInstant(parts.now())
    for await (const response of openResponses(parts)) {
      const owner = persons.find(({ id, login }) => response.owner === id || response.owner === login)
      if (owner !== undefined) happenings.push(...clockHappenings(response, owner.id, at))
    }
  }
  const told: Notice[] = []
  for (const happening of happenings) told.push(...(await readable(parts, happening, rules, persons)))
  if (told.length > 0) await parts.store.tell(told, null, parts.now())
}

async function* openResponses({ proceedings }: NoticeParts): AsyncGenerator<ResponseCase> {
  const all = { audiences: ['commission'], states: null }
  for await (const { document } of proceedings.stream('responses', all)) {
    yield document as unknown as ResponseCase
  }
}

/** The notices of those who may read what happened, at this moment. */
async function readable(
  parts: NoticeParts,
  happening: Happening,
  rules: readonly Subscription[],
  persons: readonly Person[],
): Promise<readonly Notice[]> {
  const allowed: Notice[] = []
  for (const notice of noticesOf(happening, rules)) {
    const person = persons.find(({ id }) => id === notice.person)
    if (person !== undefined && (await mayBeTold(parts, happening, person))) allowed.push(notice)
  }
  return allowed
}

/** Whether the person finds at their own desk what the notice is about. */
async function mayBeTold(
  { queries, proceedings, now }: NoticeParts,
  happening: Happening,
  { id, compartment }: Person,
): Promise<boolean> {
  const reader = readerOf(id, audiencesOfCompartment(compartment))
  const has = async (name: ProceedingName, of: string): Promise<boolean> =>
    (await proceedings.get(name, of, reader.audiences, null)) !== null
  switch (happening.kind) {
    case 'possible-violation': {
      const doors = doorFilter('list', 'possible-violation', reader, now())
      const item = await queries.getViolation(
        { kind: 'somebody', audiences: reader.audiences, doors },
        happening.id,
        null,
      )
      // What they see of it may be coarser than what the rule was held against: that place decides.
      const { center } = item ?? {}
      return center?.latitude === happening.latitude && center.longitude === happening.longitude
    }
    case 'signature-needed':
      return has(happening.as === 'commissioner' ? 'attributions' : 'cases', happening.case)
    case 'clock':
      return has('responses', happening.deadline.slice(0, happening.deadline.indexOf('/')))
    case 'feed-silent':
      return isInside(reader)
    default:
      return assertNever(happening)
  }
}

async function tryDelivery(
  parts: NoticeParts,
  delivery: WaitingDelivery,
  persons: readonly Person[],
): Promise<void> {
  const { store, now } = parts
  const person = persons.find(({ id }) => id === delivery.person)
  const isStill = person !== undefined && (await mayBeTold(parts, delivery.happening, person))
  if (!isStill) return store.attempted(delivery, 'exhausted', now(), null, 'no-longer-readable')
  try {
    await send(parts, delivery)
  } catch (error) {
    const because = error instanceof NoticeError ? error.code : 'refused'
    const failures = delivery.attempts + 1
    const isOver = failures >= MOST_ATTEMPTS || because === 'address-private'
    const next = isOver ? null : toInstant(now() + retryDelayMs(failures, parts.random()))
    return store.attempted(delivery, isOver ? 'exhausted' : 'failed', now(), next, because)
  }
  return store.attempted(delivery, 'accepted', now(), null, null)
}

async function send({ mail, webhook, exercise }: NoticeParts, delivery: WaitingDelivery): Promise<void> {
  const { channel, id, happening } = delivery
  const outward = outwardOf(id, happening, exercise)
  switch (channel.kind) {
    case 'web':
      return
    case 'mail':
      if (mail === null) throw new NoticeError('unreachable', 'no mail server is named')
      return mail(channel.address, outward)
    case 'webhook':
      return webhook(channel.address, outward)
    default:
      return assertNever(channel)
  }
}
