// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { loadSqlite } from '#adapters'

import type { ItemAnswer } from '../schemas/answer.ts'
import { columnsOf } from './columns.ts'
import type { ExportFormat, ExportHead } from './export-format.ts'
import { geoPackageSchema, type GeoPackageTable } from './geopackage-schema.ts'

/** Rows written before other work has its turn. */
const ROWS_IN_A_TRANSACTION = 2_000

/** GeoPackage 1.3 (OGC 12-128r17): written into a file that only this process reads, then sent and deleted. */
export const geopackageExport: ExportFormat = {
  extension: 'gpkg',
  mediaType: 'application/geopackage+sqlite3',
  async *write(head, items) {
    // Made with mode 0700, so that the file in it is nobody else's.
    const folder = await mkdtemp(join(tmpdir(), 'marsad-export-'))
    try {
      const file = join(folder, 'export.gpkg')
      await writeGeoPackage(file, head, items)
      yield* createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Writes the whole file; memory does not grow with the number of items. */
export async function writeGeoPackage(
  file: string,
  head: ExportHead,
  items: AsyncIterable<ItemAnswer>,
): Promise<void> {
  const columns = columnsOf(head.kind)
  const table: GeoPackageTable = {
    name: head.name,
    description: `${head.exercise ? 'EXERCISE ' : ''}${head.name} as of ${head.asOf}`,
    changedAt: head.at,
    columns,
  }
  const database = new (loadSqlite())(file)
  try {
    // Lost with the machine, and then made again: no journal, no waiting for the disk.
    database.pragma('journal_mode = OFF')
    database.pragma('synchronous = OFF')
    database.pragma('cache_size = -8192')
    database.exec(geoPackageSchema(table))
    const places = ['?', '?', ...columns.map(() => '?')].join(', ')
    const insert = database.prepare(`INSERT INTO "${table.name}" VALUES (${places})`)
    database.exec('BEGIN')
    let rows = 0
    for await (const item of items) {
      rows += 1
      insert.run(rows, pointBlob(item.center), ...columns.map((column) => column.read(item)))
      if (rows % ROWS_IN_A_TRANSACTION === 0) database.exec('COMMIT; BEGIN')
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

const HEADER_BYTES = 8
const POINT_BYTES = 21
const WGS_84 = 4326

/** A GeoPackage geometry: magic GP, version 0, little-endian without envelope, then a WKB point; null without a place. */
function pointBlob(center: ItemAnswer['center']): Buffer | null {
  if (center === null) return null
  const blob = Buffer.alloc(HEADER_BYTES + POINT_BYTES)
  blob.write('GP', 0, 'latin1')
  blob.writeUInt8(0, 2)
  blob.writeUInt8(1, 3)
  blob.writeInt32LE(WGS_84, 4)
  blob.writeUInt8(1, 8)
  blob.writeUInt32LE(1, 9)
  blob.writeDoubleLE(center.longitude, 13)
  blob.writeDoubleLE(center.latitude, 21)
  return blob
}
