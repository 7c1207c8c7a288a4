// SPDX-License-Identifier: Apache-2.0
import { assertNever, formatInstant } from '#kernel'
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

import type { ItemAnswer } from './schemas/answer.ts'

/** Somebody who looks through one surface at one moment: what a query is cut to, and what everything sent is held to again. */
export interface Viewer {
  readonly reader: Reader
  readonly surface: Surface
  readonly now: Instant
}

/** The viewer as the tables know them: items of this kind, in the forms whose doors are open. */
export const deskReaderOf = ({ reader, surface, now }: Viewer, kind: DeskItemKind): DeskReader => ({
  kind: 'somebody',
  audiences: reader.audiences,
  doors: doorFilter(surface, doorKindOf(kind), reader, now),
})

/** An item as it leaves for this viewer; null where it does not. Every surface sends what comes from here and nothing else. */
export function throughDoor(
  kind: DeskItemKind,
  item: DeskItem,
  { reader, surface }: Viewer,
): ItemAnswer | null {
  if (!mayRead(item, reader)) return null
  if (!doorAdmits(item.door ?? doorOfDocument(kind, item), surface, doorKindOf(kind), reader)) return null
  return {
    id: item.id,
    start: formatInstant(item.interval.start),
    end: formatInstant(item.interval.end),
    center: item.center,
    since: item.since,
    document: item.document,
  }
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
