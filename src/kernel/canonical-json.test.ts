// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { canonicalJson, digestOfJson, type JsonValue } from './canonical-json.ts'

describe('canonical JSON', () => {
  test('[K4] writes numbers, escapes and key order as the examples of RFC 8785 have them', () => {
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
    expect(canonicalJson('€$\u000F\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
    expect(
      Object.keys(
        JSON.parse(
          canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 }),
        ) as object,
      ),
    ).toHaveLength(7)
    expect(
      canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}')
  })

  test('[K4] key order of the input does not matter, and the text parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(digestOfJson({ a: 1, b: undefined, c: [2] })).toBe(digestOfJson({ c: [2], a: 1 }))
  })

  test('[K4] texts of parts that were worked out before stand in for their walk', () => {
    const part = { b: [1, { c: 'قصف' }], a: null }
    const whole = { z: part, y: [part] }
    expect(canonicalJson(whole, new Map([[part, canonicalJson(part)]]))).toBe(canonicalJson(whole))
    expect(canonicalJson(whole, new Map([[part, '"seen"']]))).toBe('{"y":["seen"],"z":"seen"}')
  })

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], ['a\udc00b'], [[{ a: -Infinity }]]])(
    '[K4] %j has no JSON form and is an error',
    (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
  )
})
