// SPDX-License-Identifier: Apache-2.0
import { joinBytes } from '#evidence'
import { ok, problem, refuse, type Result } from '#kernel'

import type { StrippedImage } from './stripped-image.ts'

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** What a picture cannot be shown without, and what tells transparency. */
const KEPT: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']
const CHUNK_FRAME_BYTES = 12

/**
 * A PNG (W3C, third edition) with picture data alone. Gone are texts, Exif, times, colour profiles, sizes of print, further frames and
 * private chunks, and whatever stands after the end. Refuses a file whose chunks do not fit or do not add up (`image-damaged`).
 */
export function stripPng(bytes: Uint8Array): Result<StrippedImage> {
  const kept: Uint8Array[] = [PNG_SIGNATURE]
  const removed = new Set<string>()
  let at = PNG_SIGNATURE.length
  while (at + CHUNK_FRAME_BYTES <= bytes.length) {
    const length = readUint32(bytes, at)
    const end = at + CHUNK_FRAME_BYTES + length
    if (end > bytes.length) break
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (crc32(bytes.subarray(at + 4, end - 4)) !== readUint32(bytes, end - 4)) break
    if (KEPT.includes(name)) kept.push(bytes.subarray(at, end))
    else removed.add(/^[A-Za-z]{4}$/.test(name) ? name : 'unnamed')
    at = end
    if (name === 'IEND') {
      if (at < bytes.length) removed.add('after-end')
      return ok({ bytes: joinBytes(...kept), removed: [...removed].sort() })
    }
  }
  return refuse(problem('', 'image-damaged', { at }))
}

const readUint32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)) >>>
  0

/** Reflected polynomial of CRC-32 (ISO 3309), as PNG's annex D has it. */
const POLYNOMIAL = 0xedb88320

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? POLYNOMIAL ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
