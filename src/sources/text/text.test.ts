// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'

import { utf8 } from '../../../test/read-file-in-pieces.ts'
import { LONGEST_ROW } from '../source.ts'
import { createByteLines, type LineEnd } from './byte-lines.ts'
import { createRecordReader, type RecordEnd } from './record-reader.ts'
import { splitRecord } from './split-record.ts'
import { createTextStream } from './text-stream.ts'

const UKRAINIAN =
  'Унаслідок обстрілу громади пошкоджено три будинки, є поранені; їх доправили до лікарні, ґанок зруйновано. '
const FRENCH =
  'Deux explosions ont été entendues près de la forêt, déjà évacuée; où sont tombés les débris, à côté du château. '

function decode(bytes: Uint8Array, cuts: readonly number[] = [], legacy = true) {
  const stream = createTextStream(legacy)
  let text = ''
  const take = (piece: string): void => void (text += piece)
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let k = 1; k < places.length; k++) stream.push(bytes.slice(places[k - 1], places[k]), take)
  return { result: stream.finish(take), text }
}

function records(text: string, cuts: readonly number[] = []): (readonly [string, RecordEnd])[] {
  const reader = createRecordReader(',')
  const found: (readonly [string, RecordEnd])[] = []
  const take = (raw: string, ended: RecordEnd): void => void found.push([raw, ended])
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
  for (let k = 1; k < places.length; k++) reader.push(text.slice(places[k - 1], places[k]), take)
  reader.finish(take)
  return found
}

describe('encodings', () => {
  test.each([
    ['utf-8', UKRAINIAN, utf8(UKRAINIAN)],
    ['utf-8', 'ASCII only', utf8('ASCII only')],
    ['utf-8-bom', UKRAINIAN, utf8(`\uFEFF${UKRAINIAN}`)],
    ['utf-16le', UKRAINIAN, iconv.encode(UKRAINIAN, 'utf-16le', { addBOM: true })],
    [
      'utf-16be',
      `${UKRAINIAN}\u{1F525}`,
      iconv.encode(`${UKRAINIAN}\u{1F525}`, 'utf-16be', { addBOM: true }),
    ],
    ['windows-1251', UKRAINIAN, iconv.encode(UKRAINIAN, 'windows-1251')],
    ['windows-1252', FRENCH, iconv.encode(FRENCH, 'windows-1252')],
    [
      'windows-1251',
      `${'plain,'.repeat(20_000)}${UKRAINIAN}`,
      iconv.encode(`${'plain,'.repeat(20_000)}${UKRAINIAN}`, 'windows-1251'),
    ],
  ])('[S3] %s is found and read', (encoding, text, bytes) => {
    expect(decode(bytes)).toEqual({ result: { ok: true, value: encoding }, text })
  })

  test('[S4] KOI8-U and UTF-32 are refused, not guessed at', () => {
    expect(decode(iconv.encode(UKRAINIAN, 'koi8-u')).result).toMatchObject({
      ok: false,
      problems: [{ code: 'encoding-not-recognised' }],
    })
    expect(decode(iconv.encode(UKRAINIAN, 'utf-32le', { addBOM: true })).result).toMatchObject({
      ok: false,
      problems: [{ code: 'encoding-unsupported' }],
    })
  })

  test('[S4] a byte that is no text stays apart, whatever stands around it', () => {
    const damaged = Uint8Array.from([...utf8(UKRAINIAN), 0xff, ...utf8(`\uFFFD${UKRAINIAN}`)])
    expect(decode(damaged).text).toBe(`${UKRAINIAN}\uDCFF\uFFFD${UKRAINIAN}`)
    expect(decode(Uint8Array.from([...utf8('abc'), 0xd0])).text).toBe('abc\uDCD0')
    const undefinedIn1251 = Uint8Array.from([...iconv.encode(UKRAINIAN, 'windows-1251'), 0x98])
    expect(decode(undefinedIn1251).text).toBe(`${UKRAINIAN}\uDC98`)
  })

  test('[S2] text is the same however the bytes are cut, valid or not', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 40 }).map(utf8),
      fc.constantFrom(
        ...['windows-1251', 'utf-16be', 'utf-16le'].map((name) =>
          iconv.encode(UKRAINIAN, name, { addBOM: true }),
        ),
      ),
    )
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (bytes, cuts, legacy) => {
        expect(decode(bytes, cuts, legacy)).toEqual(decode(bytes, [], legacy))
      }),
      { numRuns: 500 },
    )
  })
})

describe('records', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'a', 'x "y" z', 'line\nbreak', 'a,b', '"', '""', ' "', '\r\n'),
    fc.string({ maxLength: 6 }),
  )
  const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })

  test('[S8] what papaparse writes is read back, and read as papaparse reads it', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n'), (rows, newline) => {
        const text = Papa.unparse([...rows], { newline })
        const read = records(text).map(([raw]) => splitRecord(raw, ','))
        const filled = (list: readonly (readonly string[] | null)[]) =>
          list.filter((r) => r?.join('').trim() !== '')
        expect(filled(read)).toEqual(filled(Papa.parse<string[]>(text, { delimiter: ',', newline }).data))
      }),
      { numRuns: 500 },
    )
  })

  test('[S2] records are the same however the text is cut', () => {
    const text = fc
      .array(fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'ї'), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (whole, cuts) => {
        expect(records(whole, cuts)).toEqual(records(whole))
      }),
      { numRuns: 500 },
    )
  })

  test('[S7] a quotation mark that is never closed costs its own line only', () => {
    expect(records('a,b\n"open,1\nc,d\ne,f')).toEqual([
      ['a,b', 'break'],
      ['"open,1', 'quote-open'],
      ['c,d', 'break'],
      ['e,f', 'file'],
    ])
    const long = `a,b\n"open,1\n${'c,d\n'.repeat(LONGEST_ROW / 2)}`
    const read = records(long)
    expect(read.length).toBe(2 + LONGEST_ROW / 2)
    expect(read[1]).toEqual(['"open,1', 'quote-open'])
    expect(splitRecord('"a"b,c', ',')).toBeNull()
    expect(splitRecord('"a', ',')).toBeNull()
  })

  test('[S7] a line past the longest row is given cut, and reading goes on behind it', () => {
    const piece = 'x'.repeat(100_000)
    const read = records(`a,b\n${piece.repeat(30)}\nc,d\n`, [5, 2_000_000, 3_000_000])
    expect(read.map(([raw, ended]) => [raw.length, ended])).toEqual([
      [3, 'break'],
      [65_536, 'too-long'],
      [3, 'break'],
    ])
  })
})

describe('byte lines', () => {
  const lines = (bytes: Uint8Array, cuts: readonly number[] = []): (readonly [string, LineEnd])[] => {
    const splitter = createByteLines()
    const found: (readonly [string, LineEnd])[] = []
    const take = (from: Uint8Array, start: number, end: number, ended: LineEnd): void => {
      found.push([new TextDecoder().decode(from.subarray(start, end)), ended])
    }
    const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
    for (let k = 1; k < places.length; k++) splitter.push(bytes.slice(places[k - 1], places[k]), take)
    splitter.finish(take)
    return found
  }

  test('[S2] lines are the same however the bytes are cut', () => {
    const text = fc
      .array(fc.constantFrom('a', 'bb', '\n', '\r\n', ' ', '\r'), { maxLength: 40 })
      .map((parts) => utf8(parts.join('')))
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (bytes, cuts) => {
        expect(lines(bytes, cuts)).toEqual(lines(bytes))
      }),
    )
    const long = utf8(`a\n${'x'.repeat(LONGEST_ROW + 10)}\nb\n`)
    expect(lines(long, [1_000, 500_000, 900_000]).map(([line, ended]) => [line.length, ended])).toEqual([
      [1, 'break'],
      [65_536, 'too-long'],
      [1, 'break'],
    ])
    expect(lines(long, [1_000, 500_000])).toEqual(lines(long))
  })

  test('[S1] blank lines are no lines', () => {
    expect(lines(utf8('\n\r\na\n \t\nb'))).toEqual([
      ['a', 'break'],
      ['b', 'file'],
    ])
  })
})
