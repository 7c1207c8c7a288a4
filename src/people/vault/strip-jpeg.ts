// SPDX-License-Identifier: Apache-2.0
import { joinBytes } from '#evidence'
import { ok, problem, refuse, type Result } from '#kernel'

import type { StrippedImage } from './stripped-image.ts'

const START = 0xd8
const END = 0xd9
const SCAN = 0xda
const FIRST_RESTART = 0xd0
/** Adobe's segment says how the colours are coded: without it some pictures come out in wrong ones. */
const ADOBE = 0xee
const FIRST_APPLICATION = 0xe0
const LAST_APPLICATION = 0xef
const COMMENT = 0xfe

/** Length of what is kept of Adobe's segment: its name, version, flags and colour transform, nothing behind them. */
const ADOBE_BYTES = 14

/**
 * A JPEG (ISO/IEC 10918-1) with tables and picture data alone. Gone are comments and every application segment: Exif with place,
 * time, device and thumbnail, XMP, IPTC, colour profiles and makers' notes; so is whatever stands after the end of the picture.
 * Refuses a file whose segments do not follow one another to its end (`image-damaged`).
 */
export function stripJpeg(bytes: Uint8Array): Result<StrippedImage> {
  if (bytes[0] !== 0xff || bytes[1] !== START) return refuse(problem('', 'image-damaged'))
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  const removed = new Set<string>()
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return refuse(problem('', 'image-damaged', { at }))
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      // Padding before a marker says nothing, and could be made to say something by its length.
      at += 1
      continue
    }
    if (marker === END) {
      if (kept.length === 1) return refuse(problem('', 'image-damaged', { at }))
      if (at + 2 < bytes.length) removed.add('after-end')
      kept.push(bytes.subarray(at, at + 2))
      return ok({ bytes: joinBytes(...kept), removed: [...removed].sort() })
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return refuse(problem('', 'image-damaged', { at }))
    const segment = bytes.subarray(at, end)
    if (marker === ADOBE && length === ADOBE_BYTES && nameOf(segment) === 'Adobe') kept.push(segment)
    else if (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) {
      removed.add(`app${marker - FIRST_APPLICATION}`)
    } else if (marker === COMMENT) removed.add('comment')
    else kept.push(segment)
    at = end
    if (marker === SCAN) {
      const next = endOfScan(bytes, at)
      kept.push(bytes.subarray(at, next))
      at = next
    }
  }
  return refuse(problem('', 'image-damaged', { at }))
}

const nameOf = (segment: Uint8Array): string => String.fromCharCode(...segment.subarray(4, 9))

/** Picture data goes on until a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    const isData = next === 0 || (next >= FIRST_RESTART && next < START)
    if (!isData) return at
  }
  return bytes.length
}
