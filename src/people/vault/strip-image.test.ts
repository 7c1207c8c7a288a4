// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { joinBytes, toUtf8 } from '#evidence'

import { stripImage } from './index.ts'

const SECRET = 'at 48.5956 37.9999 by a phone of mine'
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const segment = (marker: number, content: Uint8Array): Uint8Array =>
  joinBytes(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff), content)
const said = (marker: number, name: string): Uint8Array => segment(marker, toUtf8(`${name}\0${SECRET}`))
const TABLE = segment(0xdb, new Uint8Array(65).fill(1))
const FRAME = segment(0xc0, Uint8Array.of(8, 0, 8, 0, 8, 1, 1, 0x11, 0))
/** Picture data with a stuffed zero and a restart in it, which end nothing. */
const SCAN = joinBytes(
  segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(1, 0xff, 0, 2, 0xff, 0xd3, 3),
)
const START = Uint8Array.of(0xff, 0xd8)
const END = Uint8Array.of(0xff, 0xd9)
const PLAIN_JPEG = joinBytes(START, TABLE, FRAME, SCAN, TABLE, SCAN, END)

const chunk = (name: string, content: Uint8Array): Uint8Array => {
  const body = joinBytes(toUtf8(name), content)
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return joinBytes(frame.subarray(0, 4), body, frame.subarray(4))
}
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const HEAD = chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0))
const DATA = chunk('IDAT', Uint8Array.of(0x78, 0x9c, 0x63, 0, 0, 0, 2, 0, 1))
const TAIL = chunk('IEND', new Uint8Array())
const PLAIN_PNG = joinBytes(SIGNATURE, HEAD, DATA, TAIL)

const stripped = (bytes: Uint8Array) => {
  const result = stripImage(bytes)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

describe('JPEG', () => {
  test('[PE40] Exif, XMP, IPTC, profiles, comments, thumbnails and what follows the end are gone', () => {
    const full = joinBytes(
      START,
      said(0xe0, 'JFIF'),
      said(0xe1, 'Exif'),
      said(0xe1, 'http://ns.adobe.com/xap/1.0/'),
      said(0xe2, 'ICC_PROFILE'),
      said(0xed, 'Photoshop 3.0'),
      said(0xfe, ''),
      TABLE,
      FRAME,
      Uint8Array.of(0xff, 0xff),
      SCAN,
      said(0xe1, 'Exif'),
      TABLE,
      SCAN,
      END,
      toUtf8(SECRET),
    )
    const { bytes, removed } = stripped(full)
    expect(latin1(bytes)).not.toContain(SECRET)
    expect(Buffer.from(bytes).equals(PLAIN_JPEG)).toBe(true)
    expect(removed).toEqual(['after-end', 'app0', 'app1', 'app13', 'app2', 'comment'])
  })

  test('[PE40] how colours are coded stays, unless something hangs behind it', () => {
    const adobe = segment(0xee, joinBytes(toUtf8('Adobe'), Uint8Array.of(0, 100, 0, 0, 0, 0, 1)))
    const long = segment(
      0xee,
      joinBytes(toUtf8('Adobe'), Uint8Array.of(0, 100, 0, 0, 0, 0, 1), toUtf8(SECRET)),
    )
    expect(stripped(joinBytes(START, adobe, TABLE, FRAME, SCAN, END)).bytes.length).toBe(
      joinBytes(START, adobe, TABLE, FRAME, SCAN, END).length,
    )
    expect(latin1(stripped(joinBytes(START, long, TABLE, FRAME, SCAN, END)).bytes)).not.toContain(SECRET)
  })
})

describe('PNG', () => {
  test('[PE40] texts, Exif, times, profiles, private chunks and what follows the end are gone', () => {
    const spoken = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'iCCP', 'pHYs', 'prVt'].map((name) =>
      chunk(name, toUtf8(SECRET)),
    )
    const { bytes, removed } = stripped(joinBytes(SIGNATURE, HEAD, ...spoken, DATA, TAIL, toUtf8(SECRET)))
    expect(Buffer.from(bytes).equals(PLAIN_PNG)).toBe(true)
    expect(removed).toEqual(['after-end', 'eXIf', 'iCCP', 'iTXt', 'pHYs', 'prVt', 'tEXt', 'tIME', 'zTXt'])
  })
})

describe('any bytes', () => {
  test.each([
    ['heic', '\0\0\0\x18ftypheic'],
    ['mp4', '\0\0\0\x18ftypisom'],
    ['webp', 'RIFF\0\0\0\0WEBP'],
    ['tiff', 'II*\0'],
    ['gif', 'GIF89a'],
    ['pdf', '%PDF-1.7'],
    ['unknown', 'hello'],
    ['unknown', ''],
  ])('[PE40] %s is refused by name', (found, start) => {
    expect(stripImage(Buffer.from(start, 'latin1'))).toEqual({
      ok: false,
      problems: [{ path: '', code: 'image-type-refused', params: { found } }],
    })
  })

  test('[PE40] a picture cut short or changed is refused, or comes out with nothing added', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(PLAIN_JPEG, PLAIN_PNG),
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.boolean(),
        (plain, place, byte, cut) => {
          const at = place % plain.length
          const changed = cut ? plain.subarray(0, at) : Uint8Array.from(plain)
          if (!cut) changed[at] = byte
          const result = stripImage(changed)
          const again = result.ok ? stripImage(result.value.bytes) : null
          expect(result.ok ? result.value.bytes.length <= changed.length : true).toBe(true)
          // What came out clean is clean: a second pass changes nothing.
          expect(again === null || (again.ok && again.value.removed.length === 0)).toBe(true)
        },
      ),
    )
  })
})
