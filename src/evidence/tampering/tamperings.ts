// SPDX-License-Identifier: Apache-2.0
import { joinBytes, toUtf8 } from '../bytes.ts'
import type { CheckName } from '../verification/outcome.ts'

export type TamperedClass = 'original' | 'record' | 'figure' | 'checkpoint' | 'tile' | 'entries' | 'file'

/** One way to break a bundle on purpose, so that everybody can see it caught. */
export interface Tampering {
  /** Kebab-case name, also the end of its message code. */
  readonly name: string
  readonly fileClass: TamperedClass
  readonly kind: 'change' | 'remove' | 'add'
  /** Which of the bundle's files it touches or adds; null where the bundle has none of the kind. */
  chooseFile(paths: readonly string[]): string | null
  /** The bytes as they will be; unused for a removal. */
  edit(bytes: Uint8Array): Uint8Array
  /** The check that must catch it. */
  readonly caughtBy: CheckName
}

/** Every tampering of the demonstration, one class of file after the other. */
export function listTamperings(): readonly Tampering[] {
  return [
    {
      name: 'original-one-bit',
      fileClass: 'original',
      kind: 'change',
      chooseFile: firstUnder('evidence/originals/'),
      edit: flipMiddleBit,
      caughtBy: 'originals',
    },
    {
      name: 'original-cut-short',
      fileClass: 'original',
      kind: 'change',
      chooseFile: firstUnder('evidence/originals/'),
      edit: (bytes) => bytes.slice(0, -1),
      caughtBy: 'originals',
    },
    {
      name: 'original-added',
      fileClass: 'original',
      kind: 'add',
      chooseFile: () => `evidence/originals/00/${'0'.repeat(64)}`,
      edit: () => toUtf8('a detection that nobody received\n'),
      caughtBy: 'originals',
    },
    {
      name: 'record-one-digit',
      fileClass: 'record',
      kind: 'change',
      chooseFile: lastUnder('evidence/records/'),
      edit: (bytes) => changeDigitAfter(bytes, '"body":'),
      caughtBy: 'records',
    },
    {
      name: 'record-repeated',
      fileClass: 'record',
      kind: 'change',
      chooseFile: firstUnder('evidence/records/'),
      edit: (bytes) => joinBytes(bytes.subarray(0, bytes.indexOf(NEWLINE) + 1), bytes),
      caughtBy: 'records',
    },
    {
      name: 'record-removed',
      fileClass: 'record',
      kind: 'change',
      chooseFile: firstUnder('evidence/records/'),
      edit: (bytes) => bytes.slice(bytes.indexOf(NEWLINE) + 1),
      caughtBy: 'records',
    },
    {
      name: 'figure-one-digit',
      fileClass: 'figure',
      kind: 'change',
      chooseFile: named('report.json'),
      edit: (bytes) => changeDigitAfter(bytes, '"observations":'),
      caughtBy: 'figures',
    },
    {
      name: 'table-one-digit',
      fileClass: 'figure',
      kind: 'change',
      chooseFile: named('violations.csv'),
      edit: changeLastDigit,
      caughtBy: 'figures',
    },
    {
      name: 'report-removed',
      fileClass: 'file',
      kind: 'remove',
      chooseFile: named('report.html'),
      edit: (bytes) => bytes,
      caughtBy: 'figures',
    },
    {
      name: 'file-added',
      fileClass: 'file',
      kind: 'add',
      chooseFile: () => 'press-release.html',
      edit: () => toUtf8('<p>Not from us.</p>\n'),
      caughtBy: 'figures',
    },
    {
      name: 'checkpoint-one-character',
      fileClass: 'checkpoint',
      kind: 'change',
      chooseFile: named('evidence/log/checkpoint'),
      edit: (bytes) => changeDigitAfter(bytes, '\n'),
      caughtBy: 'checkpoint',
    },
    {
      name: 'tile-one-bit',
      fileClass: 'tile',
      kind: 'change',
      chooseFile: firstUnder('evidence/log/tile/0/'),
      edit: flipMiddleBit,
      caughtBy: 'log',
    },
    {
      name: 'entry-one-bit',
      fileClass: 'entries',
      kind: 'change',
      chooseFile: firstUnder('evidence/log/tile/entries/'),
      edit: flipMiddleBit,
      caughtBy: 'log',
    },
  ]
}

const NEWLINE = 10
const ZERO = 48
const NINE = 57
const isDigitByte = (byte: number): boolean => byte >= ZERO && byte <= NINE

const firstUnder =
  (folder: string) =>
  (paths: readonly string[]): string | null =>
    [...paths].filter((path) => path.startsWith(folder)).sort()[0] ?? null

const lastUnder =
  (folder: string) =>
  (paths: readonly string[]): string | null =>
    [...paths]
      .filter((path) => path.startsWith(folder))
      .sort()
      .at(-1) ?? null

const named =
  (name: string) =>
  (paths: readonly string[]): string | null =>
    paths.includes(name) ? name : null

function flipMiddleBit(bytes: Uint8Array): Uint8Array {
  // Past the two bytes of length that stand before each entry of a bundle.
  return changeByteAt(bytes, Math.min(bytes.length - 1, Math.floor(bytes.length / 2) + 8), (byte) => byte ^ 1)
}

/** Another digit, so that the file still reads well: the kind of change that no eye would notice. */
function changeDigitAfter(bytes: Uint8Array, mark: string): Uint8Array {
  const start = indexOfText(bytes, mark)
  return changeByteAt(
    bytes,
    start < 0 ? -1 : bytes.findIndex((byte, i) => i >= start && isDigitByte(byte)),
    nextDigit,
  )
}

const changeLastDigit = (bytes: Uint8Array): Uint8Array =>
  changeByteAt(bytes, bytes.findLastIndex(isDigitByte), nextDigit)

const nextDigit = (byte: number): number => (byte === NINE ? byte - 1 : byte + 1)

/** Falls back on the last byte where the place is not found, so that a tampering never leaves a file as it was. */
function changeByteAt(bytes: Uint8Array, place: number, change: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(ZERO)
  const changed = bytes.slice()
  const index = place < 0 ? bytes.length - 1 : place
  changed[index] = place < 0 ? changed[index]! ^ 1 : change(changed[index]!)
  return changed
}

function indexOfText(bytes: Uint8Array, text: string): number {
  const wanted = toUtf8(text)
  for (let i = bytes.indexOf(wanted[0]!); i >= 0; i = bytes.indexOf(wanted[0]!, i + 1)) {
    if (wanted.every((byte, n) => bytes[i + n] === byte)) return i
  }
  return -1
}
