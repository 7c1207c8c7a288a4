// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import {
  assertNever,
  lifecycleRow,
  nextState,
  ok,
  problem,
  refuse,
  type Actor,
  type Lifecycle,
  type Recorded,
  type Result,
} from '#kernel'

import { notificationSchema, type ReceivedNotification } from './notification.ts'

export const NOTIFICATION_STATES = ['received', 'withdrawn'] as const
export type NotificationState = (typeof NOTIFICATION_STATES)[number]

/** A party's notification stands until it is withdrawn; what it excuses is for people to say. */
export const NOTIFICATION_LIFECYCLE: Lifecycle<NotificationState, 'withdrawn'> = {
  name: 'notification',
  initial: 'received',
  states: NOTIFICATION_STATES,
  events: ['withdrawn'],
  table: {
    received: lifecycleRow(['withdrawn'], 'received', { withdrawn: 'withdrawn' }),
    withdrawn: lifecycleRow<NotificationState, 'withdrawn'>(['withdrawn'], 'withdrawn-already', {}),
  },
}

export const notificationEventSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('received'),
      party: z.string().min(1).max(200),
      notification: notificationSchema,
    })
    .refine(({ notification: { from, until } }) => Date.parse(from) < Date.parse(until), {
      message: 'end-before-start',
      path: ['notification', 'until'],
    }),
  z.strictObject({ kind: z.literal('withdrawn'), reason: z.string().trim().min(1).max(20_000) }),
])
export type NotificationEvent = z.infer<typeof notificationEventSchema>

export interface NotificationRecord extends ReceivedNotification {
  readonly state: NotificationState
  readonly changedAt: string
  readonly withdrawn: { readonly reason: string; readonly at: string } | null
}

/** The notification after one more event; `before` is null for the first, which must be `received`. */
export function applyToNotification(
  id: string,
  before: NotificationRecord | null,
  { event, at }: Recorded<NotificationEvent>,
): NotificationRecord {
  switch (event.kind) {
    case 'received': {
      if (before !== null) throw new RangeError(`notification ${id} was received already`)
      const { party, notification } = event
      return { id, party, notification, receivedAt: at, changedAt: at, state: 'received', withdrawn: null }
    }
    case 'withdrawn':
      if (before === null) throw new RangeError(`notification ${id} begins with ${event.kind}`)
      return { ...before, state: 'withdrawn', changedAt: at, withdrawn: { reason: event.reason, at } }
    default:
      return assertNever(event)
  }
}

/** Whether this may happen to the notification now. */
export function decideNotification(
  id: string,
  before: NotificationRecord | null,
  event: NotificationEvent,
  { actor, at }: { readonly actor: Actor; readonly at: string },
): Result<Recorded<NotificationEvent>> {
  if (event.kind === 'received') {
    return before === null
      ? ok({ event, actor, at })
      : refuse(problem('', 'notification-exists', { notification: id }))
  }
  if (before === null) return refuse(problem('', 'no-such-notification'))
  const next = nextState(NOTIFICATION_LIFECYCLE, before.state, event.kind)
  return next.ok ? ok({ event, actor, at }) : next
}
