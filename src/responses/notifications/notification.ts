// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { instantTextSchema } from '#assessments'

import { geodesicMeters, type Ellipse, type Interval } from '#kernel'

export const NOTIFICATION_KINDS = [
  'exercise',
  'demining',
  'rotation',
  'convoy',
  'repair-window',
  'local-ceasefire',
] as const

/** What a party says beforehand that it will do, so that it is not taken for a breach. */
export const notificationSchema = z.strictObject({
  kind: z.enum(NOTIFICATION_KINDS),
  from: instantTextSchema,
  until: instantTextSchema,
  place: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  radiusKilometres: z.number().gt(0).max(500),
  text: z.string().trim().min(1).max(20_000),
})
export type Notification = z.infer<typeof notificationSchema>

/** A notification as it was received. */
export interface ReceivedNotification {
  readonly id: string
  readonly party: string
  readonly receivedAt: string
  readonly notification: Notification
}

export interface NotificationMatch {
  readonly notification: string
  readonly kind: Notification['kind']
  /** From its receipt to the start of the incident; negative where it came afterwards, which is no notice. */
  readonly noticeHours: number
}

/** When and where something was, as far as notifications are matched to it. */
export interface NotifiedAbout {
  readonly interval: Pick<Interval, 'start' | 'end'>
  readonly geometry: Pick<Ellipse, 'center' | 'semiMajorMeters'>
}

/** The notifications that an incident falls into by time and place; whether they excuse it is for people to say. */
export function matchNotifications(
  incident: NotifiedAbout,
  notifications: readonly ReceivedNotification[],
): readonly NotificationMatch[] {
  const { interval, geometry } = incident
  return notifications.flatMap(({ id, receivedAt, notification }) => {
    const { kind, from, until, place, radiusKilometres } = notification
    const meets = interval.start <= Date.parse(until) && interval.end >= Date.parse(from)
    const reach = radiusKilometres * 1_000 + geometry.semiMajorMeters
    if (!meets || geodesicMeters(geometry.center, place) > reach) return []
    return [{ notification: id, kind, noticeHours: (interval.start - Date.parse(receivedAt)) / 3_600_000 }]
  })
}
