// SPDX-License-Identifier: Apache-2.0
import {
  applyToNotification,
  decideNotification,
  NOTIFICATION_LIFECYCLE,
  notificationEventSchema,
  type NotificationEvent,
  type NotificationRecord,
} from '../notifications/notification-record.ts'
import type { Proceeding } from './proceeding.ts'

/** What a party says beforehand: between that party and the Mechanism. */
export const NOTIFICATIONS: Proceeding<NotificationRecord, NotificationEvent> = {
  name: 'notifications',
  recordKind: 'notification',
  lifecycle: NOTIFICATION_LIFECYCLE,
  eventSchema: notificationEventSchema,
  begins: 'received',
  decide: decideNotification,
  apply: applyToNotification,
  summarise: ({ state, receivedAt, changedAt, notification }) => ({
    state,
    openedAt: receivedAt,
    changedAt,
    from: notification.from,
    until: notification.until,
    place: notification.place,
    dueAt: null,
  }),
  audiencesOf: ({ party }) => [`party:${party}`, 'mechanism'],
  dueEvents: () => [],
  actionFor: () => 'notify',
}
