// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '#kernel'

import type { DeliveryEvent, DeliveryState } from './delivery.ts'
import type { Happening, Notice, NoticeChannel, Subscription } from './notice.ts'

/** Kinds of records in the internal log: what people asked for, what they were told, how it went, what they have seen. */
export const NOTICE_RECORDS = {
  rules: 'notice-rules',
  told: 'notice-told',
  delivery: 'notice-delivery',
  read: 'notices-read',
} as const

/** Names a notice for good, and says nothing of it. */
export const noticeId = ({ key }: Pick<Notice, 'key'>): string => digestOf(`notice\n${key}`).slice(0, 32)

export interface RulesBody {
  readonly stream: string
  readonly person: string
  readonly subscriptions: readonly Omit<Subscription, 'person'>[]
}

export interface ToldBody {
  readonly stream: string
  readonly id: string
  readonly person: string
  readonly happening: Happening
  readonly channels: readonly NoticeChannel[]
}

export interface DeliveryBody {
  readonly stream: string
  readonly id: string
  readonly channel: NoticeChannel
  readonly event: DeliveryEvent
  readonly state: DeliveryState
  readonly attempts: number
  /** RFC 3339 in UTC; null where it is not tried again. */
  readonly nextAt: string | null
  /** Code of why it failed; null where it did not. */
  readonly because: string | null
}

export interface ReadBody {
  readonly stream: string
  readonly person: string
  readonly ids: readonly string[]
}
