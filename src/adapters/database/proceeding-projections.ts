// SPDX-License-Identifier: Apache-2.0
import type { Attribution, Case, RecordedCaseEvent } from '#assessments'
import { canonicalJson, type JsonValue } from '#kernel'
import {
  outgoingOf,
  outgoingOfAttribution,
  PROCEEDING_NAMES,
  proceedingNamed,
  type Outgoing,
  type ProceedingName,
  type ProceedingRecordBody,
} from '#responses'

import type { AudienceSets } from './audience-sets.ts'
import type { Projection, Projections, StandingRecord } from './projection.ts'
import type { TableWriter } from './table-writer.ts'

/** What records of proceedings do to the tables: each makes a version of its proceeding, some let something go out. */
export function proceedingProjections(audienceSets: AudienceSets): Projections {
  const projectionOf = (name: ProceedingName): Projection => {
    const proceeding = proceedingNamed(name)
    return (entry, tables) => {
      const { id, recorded } = entry.record.body as unknown as ProceedingRecordBody
      return tables.run(async (db) => {
        const before = await db
          .selectFrom('proceeding_versions')
          .select(['from_size', 'document'])
          .where('name', '=', name)
          .where('id', '=', id)
          .where('to_size', 'is', null)
          .executeTakeFirst()
        const known: unknown = before === undefined ? null : JSON.parse(before.document)
        const state = proceeding.apply(id, known, recorded)
        const summary = proceeding.summarise(state)
        if (before !== undefined) {
          // By its whole key: asked for what holds now, the database would walk all that holds now of this name.
          await db
            .updateTable('proceeding_versions')
            .set({ to_size: entry.holdsFrom })
            .where('name', '=', name)
            .where('id', '=', id)
            .where('from_size', '=', before.from_size)
            .execute()
        }
        await db
          .insertInto('proceeding_versions')
          .values({
            name,
            id,
            from_size: entry.holdsFrom,
            to_size: null,
            state: summary.state,
            changed_ms: Date.parse(summary.changedAt),
            due_ms: summary.dueAt === null ? null : Date.parse(summary.dueAt),
            summary: canonicalJson(summary as unknown as JsonValue),
            document: canonicalJson(state as JsonValue),
            audience_set: entry.audienceSet,
          })
          .execute()
        if (name === 'cases') {
          const kase = state as Case
          // Without a release there is no finding, and so nothing of an attribution to say.
          const attribution = kase.releases.length === 0 ? null : await standing(tables, 'attributions', id)
          const items = outgoingOf(kase, recorded as RecordedCaseEvent, attribution as Attribution | null)
          await letOut(items, entry, tables)
        }
        if (name === 'attributions') {
          const kase = (await standing(tables, 'cases', id)) as Case | null
          const attributions = [known as Attribution | null, state as Attribution] as const
          await letOut(outgoingOfAttribution(...attributions, kase, recorded.at), entry, tables)
        }
      })
    }
  }

  /** What stands of a proceeding at this point of the log; null where there is none. */
  const standing = (tables: TableWriter, name: ProceedingName, id: string): Promise<unknown> =>
    tables.run(async (db) => {
      const row = await db
        .selectFrom('proceeding_versions')
        .select('document')
        .where('name', '=', name)
        .where('id', '=', id)
        .where('to_size', 'is', null)
        .executeTakeFirst()
      return row === undefined ? null : JSON.parse(row.document)
    })

  const letOut = async (
    items: readonly Outgoing[],
    { holdsFrom }: StandingRecord,
    tables: TableWriter,
  ): Promise<void> => {
    for (const item of items) {
      const audienceSet = audienceSets.numberOf(item, tables)
      await tables.run(async (db) => {
        const before = await db
          .selectFrom('outgoing_versions')
          .select(({ fn }) => fn.max('from_size').as('from_size'))
          .where('kind', '=', item.kind)
          .where('id', '=', item.id)
          .executeTakeFirst()
        if (typeof before?.from_size === 'number') {
          await db
            .updateTable('outgoing_versions')
            .set({ to_size: holdsFrom })
            .where('kind', '=', item.kind)
            .where('id', '=', item.id)
            .where('from_size', '=', before.from_size)
            .execute()
        }
        await db
          .insertInto('outgoing_versions')
          .values({
            kind: item.kind,
            id: item.id,
            from_size: holdsFrom,
            to_size: null,
            visible_from_ms: Date.parse(item.visibleFrom),
            document: canonicalJson(item.document),
            audience_set: audienceSet,
          })
          .execute()
      })
    }
  }

  return Object.fromEntries(
    PROCEEDING_NAMES.map((name) => [proceedingNamed(name).recordKind, projectionOf(name)]),
  )
}
