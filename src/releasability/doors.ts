// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'

import type { ItemClass } from './marking.ts'
import { isInside, type Reader } from './reader.ts'
import type { ItemKind, Surface } from './surfaces.ts'

/**
 * The doors through which the forms of an item leave. `open`: the whole item, for all who may read it. `mechanism`: the whole item on
 * the screens of the Mechanism only. `coarse`: its coarse copy, for everybody else. `vault`: the whole item, one at a time, for those
 * who keep it.
 */
export const DOORS = ['open', 'mechanism', 'coarse', 'vault'] as const
export type Door = (typeof DOORS)[number]

/** By which doors an item of each class leaves, whole and as a coarse copy; null where there is no such copy. */
export const DOORS_OF_CLASS: Readonly<
  Record<ItemClass, { readonly whole: Door; readonly coarse: Door | null }>
> = {
  ordinary: { whole: 'open', coarse: null },
  'declared-site': { whole: 'mechanism', coarse: 'coarse' },
  'own-track': { whole: 'mechanism', coarse: 'coarse' },
  'origin-of-fire': { whole: 'mechanism', coarse: 'coarse' },
  coverage: { whole: 'mechanism', coarse: null },
  'human-source': { whole: 'vault', coarse: null },
}

/** For whom, among those who may read the item, a door opens. `findings`: for all, and for released findings only. */
type Opening = 'all' | 'inside' | 'outside' | 'findings' | 'nobody'

const SCREENS = [
  'list',
  'item',
  'count',
  'search',
  'tile',
  'event-stream',
] as const satisfies readonly Surface[]

const onScreens = (opening: Opening): Record<(typeof SCREENS)[number], Opening> =>
  Object.fromEntries(SCREENS.map((surface) => [surface, opening])) as Record<
    (typeof SCREENS)[number],
    Opening
  >

/** Door by surface. The log is for commitments alone, so that no form of an item passes there. */
export const OPENINGS: Readonly<Record<Door, Readonly<Record<Surface, Opening>>>> = {
  open: {
    ...onScreens('all'),
    export: 'all',
    print: 'all',
    feed: 'findings',
    notice: 'findings',
    log: 'nobody',
  },
  mechanism: {
    ...onScreens('inside'),
    export: 'nobody',
    print: 'nobody',
    feed: 'nobody',
    notice: 'nobody',
    log: 'nobody',
  },
  coarse: {
    ...onScreens('outside'),
    export: 'all',
    print: 'all',
    feed: 'findings',
    notice: 'findings',
    log: 'nobody',
  },
  vault: {
    ...onScreens('nobody'),
    list: 'inside',
    item: 'inside',
    search: 'inside',
    export: 'nobody',
    print: 'nobody',
    feed: 'nobody',
    notice: 'nobody',
    log: 'nobody',
  },
}

/** True where a form of an item of this kind may pass the door on this surface; that the reader may read it is asked elsewhere. */
export function doorAdmits(door: Door, surface: Surface, kind: ItemKind, reader: Reader): boolean {
  // What is seen as it happens tells a party where to be: outside, observations come by lists alone.
  if (surface === 'event-stream' && kind === 'observation' && !isInside(reader)) return false
  const opening = OPENINGS[door][surface]
  switch (opening) {
    case 'all':
      return true
    case 'inside':
      return isInside(reader)
    case 'outside':
      return !isInside(reader)
    case 'findings':
      return kind === 'finding'
    case 'nobody':
      return false
    default:
      return assertNever(opening)
  }
}
