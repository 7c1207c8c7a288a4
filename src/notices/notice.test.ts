// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import { MOST_ATTEMPTS, retryDelayMs } from './delivery.ts'
import { noticesOf, type Subscription } from './notice.ts'

const WEB = { kind: 'web' } as const
const MAIL = { kind: 'mail', address: 'duty@mission.example' } as const
const mine = (rule: Subscription['rule'], ...channels: Subscription['channels']): Subscription => ({
  person: 'ann',
  rule,
  channels,
})
const SECTOR = { kind: 'in-my-area', west: 32, south: 47, east: 34, north: 49 } as const

describe('notices', () => {
  test('[NO1] one telling is one notice, by every way that the person asked for', () => {
    const happening = { kind: 'possible-violation', id: digestOf('v'), latitude: 48, longitude: 33 } as const
    const notices = noticesOf(happening, [
      mine(SECTOR, WEB),
      mine({ ...SECTOR, north: 50 }, WEB, MAIL),
      { ...mine(SECTOR, WEB), person: 'ben' },
    ])
    expect(notices.map(({ person, channels }) => [person, channels.length])).toEqual([
      ['ann', 2],
      ['ben', 1],
    ])
    expect(noticesOf({ ...happening, longitude: 35 }, [mine(SECTOR, WEB)])).toEqual([])
  })

  test('[NO1] a signature is asked of those who may give it, a clock of its owner at the share they chose', () => {
    const needed = {
      kind: 'signature-needed',
      case: 'c',
      version: 1,
      persons: ['ann'],
      as: 'verifier',
    } as const
    const asks = [
      mine({ kind: 'my-signature-needed' }, WEB),
      { ...mine({ kind: 'my-signature-needed' }, WEB), person: 'ben' },
    ]
    expect(noticesOf(needed, asks).map(({ key }) => key)).toEqual(['ann|signature/c/1/verifier'])
    const clock = { kind: 'clock', deadline: 'r1/step/warning', owner: 'ann' } as const
    const at = [mine({ kind: 'clock-at', share: 0.75 }, WEB)]
    expect(noticesOf({ ...clock, shareElapsed: 0.74 }, at)).toEqual([])
    const [first, second] = [0.75, 0.9].map(
      (shareElapsed) => noticesOf({ ...clock, shareElapsed }, at)[0]?.key,
    )
    expect(first).toBe('ann|clock/r1/step/warning/0.75')
    expect(second).toBe(first)
  })

  test('[NO2] attempts wait longer each time, never longer than six hours, and not all at the same moment', () => {
    const waits = Array.from({ length: MOST_ATTEMPTS }, (_, k) => retryDelayMs(k + 1, 1) / 60_000)
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8])
    expect(Math.max(...waits)).toBe(360)
    expect(retryDelayMs(3, 0)).toBe(retryDelayMs(3, 1) / 2)
  })
})
