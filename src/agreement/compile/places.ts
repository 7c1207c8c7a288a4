// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'

import type { Agreement, Provision, Zone } from '../document/index.ts'
import { condition, reason, type Condition } from './condition.ts'
import type { Scene } from './measure.ts'
import { createObjectTest } from './objects.ts'
import { createPolygonTest } from './polygon-zone.ts'
import { inSidedZone, sidesOf } from './sided-zone.ts'

/** Makes the test whether an incident lies where the provision applies. */
export function createPlaceTest(
  place: Provision['place'],
  agreement: Agreement,
): (scene: Scene) => Condition {
  switch (place.kind) {
    case 'everywhere':
      return () => condition('yes', reason('applies-everywhere'))
    case 'objects':
      return createObjectTest(agreement.objects, place.classes)
    case 'zone':
      return createZoneTest(zoneOf(place.zone, agreement))
    default:
      return assertNever(place)
  }
}

/** Ids of the lines that a place is measured from, in the order of the terms; none for polygons, objects and everywhere. */
export function linesOfPlace(place: Provision['place'], agreement: Agreement): readonly string[] {
  if (place.kind !== 'zone') return []
  const zone = zoneOf(place.zone, agreement)
  if (zone.kind === 'polygon') return []
  const named = new Set(sidesOf(zone).flatMap(({ lines }) => lines))
  return agreement.lines.flatMap(({ id }) => (named.has(id) ? [id] : []))
}

function createZoneTest(zone: Zone): (scene: Scene) => Condition {
  if (zone.kind === 'polygon') return createPolygonTest(zone.id, zone.polygon)
  const sides = sidesOf(zone)
  return (scene) => inSidedZone(zone.id, sides, scene)
}

/** Throws RangeError for terms that were never parsed: parsing refuses unknown zones. */
function zoneOf(id: string, agreement: Agreement): Zone {
  const zone = agreement.zones.find((z) => z.id === id)
  if (zone === undefined) throw new RangeError(`no such zone: ${id}`)
  return zone
}
