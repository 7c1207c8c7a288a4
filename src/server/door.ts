// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'
import {
  doorAdmits,
  doorFilter,
  mayRead,
  type Door,
  type ItemKind,
  type Reader,
  type Surface,
} from '#releasability'
import type { DeskItem, DeskItemKind, DeskReader } from '#reports'
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
}

/** Somebody who looks now. */
export const viewerOf = async (
  ports: Pick<ServerPorts, 'ledger' | 'publishedSizes' | 'now'>,
  reader: Reader,
  surface: Surface,
): Promise<Viewer> => ({ reader, surface, now: ports.now(), horizon: await horizonOf(ports, reader) })

/** The viewer as the tables know them: items of this kind, in the forms whose doors are open. */
export const deskReaderOf = (
  { reader, surface, now }: Omit<Viewer, 'horizon'>,
  kind: DeskItemKind,
): DeskReader => ({
  kind: 'somebody',
  audiences: reader.audiences,
  doors: doorFilter(surface, doorKindOf(kind), reader, now),
})

/** An item as it leaves for this viewer; null where it does not. Every surface sends what comes from here and nothing else. */
export function throughDoor(
  kind: DeskItemKind,
  item: DeskItem,
  { reader, surface, horizon }: Viewer,
): OutboundItem | null {
  if (!mayRead(item, reader)) return null
  if (!doorAdmits(item.door ?? doorOfDocument(kind, item), surface, doorKindOf(kind), reader)) return null
  const since = horizon.since(item.since)
  // What is not published yet is not there for those outside.
  return since === null ? null : toOutboundItem(item, since)
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
