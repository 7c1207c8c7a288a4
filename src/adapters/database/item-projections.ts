// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Instant, type JsonValue, type Position } from '#kernel'
import { ITEM_CLASSES, type CoarseRules, type GuardedItem, type ItemClass } from '#releasability'
import { incidentFigures, type IncidentFigures } from '#reports'

import type { AudienceSets } from './audience-sets.ts'
import { endVersions, itemForms, itemRows } from './item-rows.ts'
import type { Projections, StandingRecord } from './projection.ts'

type JsonObject = { readonly [key: string]: JsonValue }

/**
 * What records of observations, incidents, possible violations and lists do to the tables that desks read. The body of each has
 * `id`, `class`, `owner`, `interval`, `place` and `document`; a new record of an incident, a violation or a list ends what held of it.
 */
export function itemProjections(rules: CoarseRules, audienceSets: AudienceSets): Projections {
  return {
    observation(entry, tables) {
      const item = guardedItem('observation', entry)
      const { body } = entry.record
      for (const row of itemRows(item, rules, entry, audienceSets, tables)) {
        tables.insert('observations', {
          ...row,
          original: textOf(body['original']),
          means: textOf(item.document['means']),
          source: textOf(item.document['source']),
        })
      }
    },
    async incident(entry, tables) {
      const item = guardedItem('incident', entry)
      await endVersions('incident_versions', item.id, rules, entry.holdsFrom, tables)
      await tables.endStanding('violation_versions', 'incident', [item.id], entry.holdsFrom)
      for (const { row, document } of itemForms(item, rules, entry, audienceSets, tables)) {
        tables.insert('incident_versions', { ...row, ...figureColumns(incidentFigures(document)) })
      }
    },
    async 'incident-ended'(entry, tables) {
      const id = textOf(entry.record.body['id'])
      await endVersions('incident_versions', id, rules, entry.holdsFrom, tables)
      await tables.endStanding('violation_versions', 'incident', [id], entry.holdsFrom)
    },
    violation(entry, tables) {
      const item = guardedItem('possible-violation', entry)
      for (const row of itemRows(item, rules, entry, audienceSets, tables)) {
        tables.insert('violation_versions', {
          ...row,
          incident: textOf(entry.record.body['incident']),
          provision: textOf(item.document['provision']),
        })
      }
    },
    async list(entry, tables) {
      const item = guardedItem('list', entry)
      await endVersions('list_versions', item.id, rules, entry.holdsFrom, tables)
      for (const row of itemRows(item, rules, entry, audienceSets, tables)) {
        tables.insert('list_versions', { ...row, kind: textOf(entry.record.body['listKind']) })
      }
    },
  }
}

/** The figures of an incident as its row holds them. */
export const figureColumns = ({ uncertaintyMeters, hypothesis, probability }: IncidentFigures) => ({
  uncertainty_m: uncertaintyMeters,
  hypothesis,
  probability,
})

/** Throws TypeError where a record is not what its kind says, since only our own code makes one. */
function guardedItem(kind: GuardedItem['kind'], { record, log }: StandingRecord): GuardedItem {
  const { body, audiences } = record
  const { interval, place, document } = body
  if (!isObject(interval) || !isObject(document)) {
    throw new TypeError(`a record of kind ${record.kind} has no interval or no document`)
  }
  return {
    kind,
    id: textOf(body['id']),
    interval: { start: instantOf(interval['start']), end: instantOf(interval['end']) },
    place: isObject(place) ? (place as unknown as Position) : null,
    document,
    marking: {
      owner: textOf(body['owner']),
      audiences,
      disclosure: log === 'internal' ? 'undisclosed' : 'acknowledged',
      class: classOf(body['class']),
    },
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError(`text expected, not ${JSON.stringify(value)}`)
  return value
}

function instantOf(value: JsonValue | undefined): Instant {
  const read = parseInstant(textOf(value))
  if (!read.ok) throw new TypeError(`instant expected, not ${JSON.stringify(value)}`)
  return read.value
}

function classOf(value: JsonValue | undefined): ItemClass {
  const found = ITEM_CLASSES.find((one) => one === value)
  if (found === undefined) throw new TypeError(`no class of items: ${JSON.stringify(value)}`)
  return found
}
