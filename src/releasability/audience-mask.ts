// SPDX-License-Identifier: Apache-2.0
import { INSTALLATION_AUDIENCE, PUBLIC_AUDIENCE } from './audiences.ts'
import { audiencesOf, type Readable } from './marking.ts'
import type { Reader } from './reader.ts'

/** A mask must be a whole number that a double, SQLite and PostgreSQL hold alike. */
export const MOST_AUDIENCES = 52

/** Bits by audience name, as the table `audiences` keeps them; a bit once given is never given again. */
export type AudienceBits = ReadonlyMap<string, number>

/** Public and the installation have their bits from the start. */
export const FIRST_AUDIENCE_BITS: AudienceBits = new Map([
  [PUBLIC_AUDIENCE, 0],
  [INSTALLATION_AUDIENCE, 1],
])

/** Gives each name that has none the next free bit. Throws RangeError past `MOST_AUDIENCES`. */
export function withAudienceBits(bits: AudienceBits, names: readonly string[]): AudienceBits {
  const grown = new Map(bits)
  let next = Math.max(-1, ...bits.values()) + 1
  for (const name of names) {
    if (grown.has(name)) continue
    if (next >= MOST_AUDIENCES) throw new RangeError(`more than ${MOST_AUDIENCES} audiences`)
    grown.set(name, next)
    next += 1
  }
  return grown
}

/** The mask stored beside an item. Throws RangeError for a name without a bit: an item must never be stored more widely than marked. */
export function itemMask(bits: AudienceBits, item: Readable): number {
  return sumOfBits([
    bitOf(bits, INSTALLATION_AUDIENCE),
    ...audiencesOf(item).map((name) => bitOf(bits, name)),
  ])
}

/** The mask that a reader's queries carry; `(item & reader) != 0` is then `mayRead`. A name that no item ever bore opens nothing. */
export function readerMask(bits: AudienceBits, reader: Reader): number {
  const known = reader.audiences.flatMap((name) => bits.get(name) ?? [])
  return sumOfBits([bitOf(bits, PUBLIC_AUDIENCE), ...known])
}

function bitOf(bits: AudienceBits, name: string): number {
  const bit = bits.get(name)
  if (bit === undefined) throw new RangeError(`the audience ${name} has no bit`)
  return bit
}

/** Through whole numbers of any length, since the shifts of plain numbers end at 32 bits. */
const sumOfBits = (bits: readonly number[]): number =>
  Number(bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n))
