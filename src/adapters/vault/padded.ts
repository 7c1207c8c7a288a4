// SPDX-License-Identifier: Apache-2.0

const LENGTH_BYTES = 4
const FEWEST_BYTES = 4_096

/** The bytes with their length before them and zeros behind, up to a power of two: what is sealed tells little of its length. */
export function pad(bytes: Uint8Array): Uint8Array {
  let size = FEWEST_BYTES
  while (size < LENGTH_BYTES + bytes.length) size *= 2
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, bytes.length)
  padded.set(bytes, LENGTH_BYTES)
  return padded
}

/** Back from `pad`; null for bytes that it did not make. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < LENGTH_BYTES) return null
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  return length > padded.length - LENGTH_BYTES ? null : padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length)
}
