// SPDX-License-Identifier: Apache-2.0
import type { Case } from '#assessments'
import { parseInstant, toInstant, type Instant } from '#kernel'
import { THE_INSTALLATION, type DeskItem, type DeskQueries } from '#reports'
import {
  matchNotifications,
  type NotificationMatch,
  type NotificationRecord,
  type NotifiedAbout,
  type ProceedingQueries,
} from '#responses'

/** Notifications that stand and that this reader may read, matched to when and where something was. */
export async function notificationsFor(
  queries: Pick<ProceedingQueries, 'stream'>,
  audiences: readonly string[],
  about: readonly NotifiedAbout[],
): Promise<readonly NotificationMatch[]> {
  const matches = new Map<string, NotificationMatch>()
  for await (const { document } of queries.stream('notifications', { audiences, states: ['received'] })) {
    const standing = [document as unknown as NotificationRecord]
    // Of several incidents of a case the first one decides how much notice there was.
    for (const match of about.flatMap((one) => matchNotifications(one, standing))) {
      const before = matches.get(match.notification)
      if (before === undefined || match.noticeHours < before.noticeHours)
        matches.set(match.notification, match)
    }
  }
  return [...matches.values()]
}

/** When and where a case is about: its incidents as they are now, or its subject where it rests on a claim alone. */
export async function whereOfCase(
  queries: Pick<DeskQueries, 'getIncident'>,
  { basis, subject }: Case,
): Promise<readonly NotifiedAbout[]> {
  const found: NotifiedAbout[] = []
  for (const { basis: one } of basis) {
    if (one.kind === 'allegation') continue
    const item = await queries.getIncident(THE_INSTALLATION, one.incident, null)
    const where = item === null ? null : whereOfItem(item)
    if (where !== null) found.push(where)
  }
  if (found.length > 0) return found
  const at = instantOf(subject.breach)
  return [{ interval: { start: at, end: at }, geometry: { center: subject.place, semiMajorMeters: 0 } }]
}

/** When and where an incident was, as exactly as this form of it says; null where it has no place. */
export function whereOfItem({
  interval,
  center,
  document,
}: Pick<DeskItem, 'interval' | 'center' | 'document'>): NotifiedAbout | null {
  if (center === null) return null
  const geometry = document['geometry'] as { readonly semiMajorMeters?: unknown } | undefined
  const reach = geometry?.semiMajorMeters
  return { interval, geometry: { center, semiMajorMeters: typeof reach === 'number' ? reach : 0 } }
}

function instantOf(text: string): Instant {
  const read = parseInstant(text)
  return read.ok ? read.value : toInstant(Date.parse(text))
}
