// SPDX-License-Identifier: Apache-2.0
import { ArchiveError } from './tar.ts'
import type { CellValue, TableRow } from './table-source.ts'

/** A row as one line of JSON; bytes in base64 under a name that no text cell can have, since cells are no objects. */
export const formatRow = (row: TableRow): string =>
  `${JSON.stringify(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value,
      ]),
    ),
  )}\n`

/** Reads a line back. Throws ArchiveError `archive-damaged` where it is none. */
export function parseRow(line: string): TableRow {
  const read = parseObject(line)
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, toCell(value)]))
}

function toCell(value: unknown): CellValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  const bytes = typeof value === 'object' ? (value as { readonly bytes?: unknown }).bytes : undefined
  if (typeof bytes === 'string') return Buffer.from(bytes, 'base64')
  throw new ArchiveError('archive-damaged', 'a cell of the backup cannot be read')
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(line)
    if (typeof read === 'object' && read !== null) return read as Readonly<Record<string, unknown>>
  } catch {
    // Said below.
  }
  throw new ArchiveError('archive-damaged', 'a row of the backup cannot be read')
}
