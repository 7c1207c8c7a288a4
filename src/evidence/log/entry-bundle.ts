// SPDX-License-Identifier: Apache-2.0

/** Entries of a bundle, each after its length in two bytes, most significant first; null where the bytes do not come out even. */
export function parseEntryBundle(bytes: Uint8Array): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = []
  let offset = 0
  while (offset < bytes.length) {
    const high = bytes[offset]!
    const low = bytes[offset + 1]
    if (low === undefined) return null
    const end = offset + 2 + high * 256 + low
    if (end > bytes.length) return null
    entries.push(bytes.subarray(offset + 2, end))
    offset = end
  }
  return entries
}

/** Throws RangeError for an entry above 65,535 bytes: large evidence is logged by digest. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let offset = 0
  for (const entry of entries) {
    if (entry.length > 65_535) throw new RangeError(`an entry of ${entry.length} bytes does not fit`)
    bytes[offset] = entry.length >>> 8
    bytes[offset + 1] = entry.length & 255
    bytes.set(entry, offset + 2)
    offset += 2 + entry.length
  }
  return bytes
}
