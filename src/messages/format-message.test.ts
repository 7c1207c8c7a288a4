// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { formatLikelihood, formatReason } from './domain-text.ts'
import { formatKey, formatMessage } from './format-message.ts'
import { isolateName, withoutIsolates } from './isolation.ts'
import { MessageError } from './message-error.ts'
import { toLikelihood } from '#kernel'

const LRI = '\u2066'
const FSI = '\u2068'
const PDI = '\u2069'

describe('formatMessage', () => {
  test('[R1] puts numbers, words and plurals into the sentence', () => {
    const params = { incidents: 1, observations: 5_731 }
    expect(formatMessage('en', 'report.summary-incidents', params)).toBe(
      '1 incident was made out of 5,731 observations.',
    )
    expect(formatReason('en', { code: 'means-can-observe', params: { means: 'satellite-thermal' } })).toBe(
      'These means can observe such an act: satellite, heat.',
    )
    expect(formatLikelihood('en', toLikelihood(0.66))).toBe('likely (66%)')
  })

  test('[R4] Arabic has a form for each of its six categories', () => {
    const said = [0, 1, 2, 3, 11, 100].map((sources) =>
      withoutIsolates(formatMessage('ar', 'report.basis-value', { sources })),
    )
    expect(said).toEqual([
      'بلا مرور أو بلاغ',
      'مرور أو بلاغ واحد',
      'مروران أو بلاغان منفصلان',
      '3 مرورات أو بلاغات منفصلة',
      '11 مرورًا أو بلاغًا منفصلًا',
      '100 مرور أو بلاغ منفصل',
    ])
  })

  test('[R1] a missing key, parameter or word is a bug and says which', () => {
    const codeOf = (act: () => string): string => {
      try {
        return act()
      } catch (error) {
        return error instanceof MessageError ? `${error.code}: ${error.message}` : String(error)
      }
    }
    expect(codeOf(() => formatKey('ar', 'no.such-key'))).toContain('message-missing')
    expect(codeOf(() => formatReason('en', { code: 'no-such-code', params: {} }))).toContain('no-such-code')
    expect(codeOf(() => formatMessage('en', 'report.basis-value', {}))).toContain('{sources}')
    expect(codeOf(() => formatMessage('en', 'report.basis-value', { sources: 'two' }))).toContain(
      'parameter-not-a-number',
    )
    const means = { code: 'means-can-observe', params: { means: 'second-sight' } }
    expect(codeOf(() => formatReason('en', means))).toContain('means.second-sight')
  })
})

describe('isolation', () => {
  test('[R5] Arabic isolates each number, time, name and Latin run; other languages need no marks', () => {
    const reason = { code: 'line-distance', params: { meters: 3_700, uncertaintyMeters: 1_000 } }
    expect(formatReason('ar', reason)).toContain(`${LRI}3.7${PDI}`)
    expect(formatReason('en', reason)).toBe('3.7 km from the line (± 1.0 km).')
    const span = { start: '2026-06-24T00:07:00Z', end: '2026-06-25T00:00:00Z' }
    expect(formatMessage('ar', 'report.observed-span-value', span)).toBe(
      `من ${LRI}2026-06-24 00:07 UTC${PDI} إلى ${LRI}2026-06-25 00:00 UTC${PDI}`,
    )
    expect(formatMessage('ar', 'report.time-note')).toContain(`${LRI}UTC${PDI}`)
    const zone = { code: 'inside-zone', params: { zone: 'Buffer 10 km' } }
    expect(formatReason('ar', zone)).toContain(`${FSI}Buffer 10 km${PDI}`)
  })

  test('[R5] a right-to-left name is isolated in a left-to-right sentence, once', () => {
    const reason = { code: 'inside-zone', params: { zone: 'المنطقة العازلة' } }
    expect(formatReason('en', reason)).toBe(`Lies inside “${FSI}المنطقة العازلة${PDI}”.`)
    expect(isolateName('ar', isolateName('ar', 'A'))).toBe(`${FSI}A${PDI}`)
  })

  test('[R5] isolates are always opened and closed in pairs', () => {
    const text = formatMessage('ar', 'report.verify-how')
    expect(text.match(/[\u2066-\u2068]/g)).toHaveLength(text.match(/\u2069/g)?.length ?? -1)
  })
})
