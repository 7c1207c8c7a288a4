// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'

import { SECOND_MS, type Instant } from '#kernel'

/** How far the sender's clock may be from ours; within it a body sent twice is the same original and changes nothing. */
const MOST_AGE_MS = 5 * 60 * SECOND_MS

const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

/** `t=<Unix seconds>,v1=<hex>`: HMAC-SHA-256 under the key of the feed over the seconds, a full stop and the body. */
export function formatWebhookSignature(key: Uint8Array, at: Instant, body: Uint8Array): string {
  const seconds = Math.floor(at / SECOND_MS)
  return `t=${seconds},v1=${hmacOf(key, seconds, body).toString('hex')}`
}

/** True where one of the keys signed this body within five minutes of `now`. */
export function verifyWebhookSignature(
  header: string,
  keys: readonly Uint8Array[],
  body: Uint8Array,
  now: Instant,
): boolean {
  const match = FORM.exec(header)
  if (match === null) return false
  const seconds = Number(match[1])
  if (Math.abs(seconds * SECOND_MS - now) > MOST_AGE_MS) return false
  const given = Buffer.from(match[2] ?? '', 'hex')
  return keys.some((key) => timingSafeEqual(given, hmacOf(key, seconds, body)))
}

const hmacOf = (key: Uint8Array, seconds: number, body: Uint8Array): Buffer =>
  createHmac('sha256', key).update(`${seconds}.`).update(body).digest()
