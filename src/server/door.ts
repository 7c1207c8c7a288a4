// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'
import {
  doorAdmits,
  doorFilter,
  isInside,
  mayRead,
  type Door,
  type ItemKind,
  type Reader,
  type Surface,
} from '#releasability'
import type { DeskItem, DeskItemKind, DeskReader, IncidentBrief } from '#reports'
import type { Instant } from '#kernel'

import { toOutboundItem, type OutboundItem } from './item-text.ts'
import { horizonOf, type LogHorizon } from './log-horizon.ts'
import type { ServerPorts } from './ports.ts'

/** Somebody who looks through one surface at one moment: what a query is cut to, and what everything sent is held to again. */
export interface Viewer {
  readonly reader: Reader
  readonly surface: Surface
  readonly now: Instant
  readonly horizon: LogHorizon
  /** Who looks at what the reader has, where that is somebody else: nothing is shown that they may not read themselves. */
  readonly within?: Reader
}

/** Somebody who looks now; `within` is who looks at what they have, where that is somebody else. */
export const viewerOf = async (
  ports: Pick<ServerPorts, 'ledger' | 'publishedSizes' | 'now'>,
  reader: Reader,
  surface: Surface,
  within: Reader = reader,
): Promise<Viewer> => ({
  reader,
  surface,
  within,
  now: ports.now(),
  // Of the two, whoever stands outside knows less of how the log grows.
  horizon: await horizonOf(ports, isInside(within) ? reader : within),
})

/** The viewer as the tables know them: items of this kind, in the forms whose doors are open. */
export function deskReaderOf(viewer: Omit<Viewer, 'horizon'>, kind: DeskItemKind): DeskReader {
  const { reader, surface, now, within } = viewer
  const { doors } = doorFilter(surface, doorKindOf(kind), reader, now)
  return {
    kind: 'somebody',
    audiences: reader.audiences,
    doors: { doors: doors.filter((door) => isOpenWithin(viewer, door, kind)), now },
    ...(within === undefined ? {} : { within: within.audiences }),
  }
}

/** Inside the Mechanism whoever has the whole may see its coarse copy; elsewhere a door must be open to both. */
const isOpenWithin = (
  { within, surface }: Pick<Viewer, 'within' | 'surface'>,
  door: Door,
  kind: DeskItemKind,
): boolean => within === undefined || isInside(within) || doorAdmits(door, surface, doorKindOf(kind), within)

/** An item as it leaves for this viewer; null where it does not. Every surface sends what comes from here or `briefThroughDoor` and nothing else. */
export function throughDoor(kind: DeskItemKind, item: DeskItem, viewer: Viewer): OutboundItem | null {
  const since = sinceFor(kind, item.door ?? doorOfDocument(kind, item), item, viewer)
  return since === null ? null : toOutboundItem(item, since)
}

/** An incident in a few figures, as it leaves for this viewer; null where it does not. */
export function briefThroughDoor(brief: IncidentBrief, viewer: Viewer): IncidentBrief | null {
  return sinceFor('incident', brief.door ?? 'open', brief, viewer) === null ? null : brief
}

/** The size since which an item holds, as this viewer may know it; null where they may not have the item by that door. */
function sinceFor(
  kind: DeskItemKind,
  door: Door,
  item: Pick<DeskItem, 'audiences' | 'since'>,
  viewer: Viewer,
): number | null {
  const { reader, surface, horizon, within = reader } = viewer
  if (!mayRead(item, reader) || !mayRead(item, within)) return null
  if (!doorAdmits(door, surface, doorKindOf(kind), reader) || !isOpenWithin(viewer, door, kind)) return null
  // What is not published yet is not there for those outside.
  return horizon.since(item.since)
}

/** A whole observation that shows an origin of fire says so itself, whatever a table forgot to say of it. */
const doorOfDocument = (kind: DeskItemKind, { document }: DeskItem): Door =>
  kind === 'observation' && document['originOfFire'] === true ? 'mechanism' : 'open'

function doorKindOf(kind: DeskItemKind): ItemKind {
  switch (kind) {
    case 'observation':
    case 'incident':
    case 'list':
      return kind
    case 'violation':
      return 'possible-violation'
    default:
      return assertNever(kind)
  }
}
