// SPDX-License-Identifier: Apache-2.0
import { problem, refuse, type Result } from '#kernel'

import { stripJpeg } from './strip-jpeg.ts'
import { PNG_SIGNATURE, stripPng } from './strip-png.ts'
import type { StrippedImage } from './stripped-image.ts'

/** First bytes of forms that we cannot promise to clean: they are refused by name, so that people know what to convert. */
const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['heic', /^[\s\S]{4}ftyp(heic|heix|hevc|mif1|msf1)/],
  ['avif', /^[\s\S]{4}ftypavi[fs]/],
  ['mp4', /^[\s\S]{4}ftyp/],
  ['webp', /^RIFF[\s\S]{4}WEBP/],
  ['tiff', /^(II\*\0|MM\0\*)/],
  ['gif', /^GIF8/],
  ['pdf', /^%PDF/],
  ['svg', /^\s*<(\?xml|svg)/],
]

/** A working copy without metadata. Only JPEG and PNG can be cleaned for certain; others are refused (`image-type-refused`). */
export function stripImage(bytes: Uint8Array): Result<StrippedImage> {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes)
  if (PNG_SIGNATURE.every((byte, n) => bytes[n] === byte)) return stripPng(bytes)
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  const found = REFUSED.find(([, pattern]) => pattern.test(start))?.[0] ?? 'unknown'
  return refuse(problem('', 'image-type-refused', { found }))
}
