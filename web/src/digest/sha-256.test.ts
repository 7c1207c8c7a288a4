// SPDX-License-Identifier: Apache-2.0
import { createHash as createNodeHash } from 'node:crypto'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createHash, hash } from './node-crypto.ts'

test('[WB9] SHA-256 in the browser is the one that Node works out, whatever the bytes and their pieces', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
      const expected = createNodeHash('sha256').update(bytes).digest('hex')
      const pieces = createHash('sha256')
      pieces.update(bytes.subarray(0, at))
      pieces.update(bytes.subarray(at))
      expect([hash('sha256', bytes, 'hex'), pieces.digest('hex')]).toEqual([expected, expected])
    }),
  )
  expect(hash('sha256', 'abc', 'hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})
