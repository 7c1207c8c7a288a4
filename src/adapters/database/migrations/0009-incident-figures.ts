// SPDX-License-Identifier: Apache-2.0
import { incidentFigures } from '#reports'

import { figureColumns } from '../item-projections.ts'
import type { Migration } from './migration.ts'

const ROWS_IN_A_STEP = 1_000

/**
 * Incidents have the few figures that a map of all of them shows in columns: reading and parsing every document took most of the time.
 * Goes over all that is there once. The likelihood that stood beside was asked of by nobody, and was 0 where none was known.
 */
export const incidentFigureColumns: Migration = {
  number: 9,
  name: 'incident-figures',
  async apply(db) {
    const { schema } = db
    await schema.alterTable('incident_versions').dropColumn('likelihood').execute()
    await schema.alterTable('incident_versions').addColumn('uncertainty_m', 'double precision').execute()
    await schema.alterTable('incident_versions').addColumn('hypothesis', 'text').execute()
    await schema.alterTable('incident_versions').addColumn('probability', 'double precision').execute()
    let after = { id: '', from_size: -1 }
    for (;;) {
      const rows = await db
        .selectFrom('incident_versions')
        .select(['id', 'from_size', 'document'])
        .where((eb) => eb(eb.refTuple('id', 'from_size'), '>', eb.tuple(after.id, after.from_size)))
        .orderBy('id')
        .orderBy('from_size')
        .limit(ROWS_IN_A_STEP)
        .execute()
      for (const { id, from_size, document } of rows) {
        await db
          .updateTable('incident_versions')
          .set(figureColumns(incidentFigures(JSON.parse(document) as Readonly<Record<string, unknown>>)))
          .where('id', '=', id)
          .where('from_size', '=', from_size)
          .execute()
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < ROWS_IN_A_STEP) return
      after = { id: last.id, from_size: last.from_size }
    }
  },
}
