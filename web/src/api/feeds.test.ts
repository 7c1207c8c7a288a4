// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { isSilent, type Feed } from './feeds.ts'

const HOUR_SECONDS = 3_600
const feed = (part: Partial<Feed>): Feed => ({
  id: 'firms-north',
  source: 'firms',
  originals: 1,
  lastReceivedAt: '2026-06-24T00:00:00Z',
  ageSeconds: HOUR_SECONDS,
  expectedEverySeconds: 15 * HOUR_SECONDS,
  silentSince: null,
  ...part,
})

test('[WB60] a feed is silent by what its own source lets pass, and one of which nothing is expected never is', () => {
  expect(isSilent(feed({}))).toBe(false)
  expect(isSilent(feed({ ageSeconds: 15 * HOUR_SECONDS + 1 }))).toBe(true)
  expect(isSilent(feed({ silentSince: '2026-06-24T15:00:00Z' }))).toBe(true)
  expect(isSilent(feed({ ageSeconds: 900 * HOUR_SECONDS, expectedEverySeconds: null }))).toBe(false)
  expect(isSilent(feed({ ageSeconds: null, lastReceivedAt: null }))).toBe(false)
})
