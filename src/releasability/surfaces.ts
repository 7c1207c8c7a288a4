// SPDX-License-Identifier: Apache-2.0

/** Every way by which something of an item can reach somebody. */
export const SURFACES = [
  'list',
  'item',
  'count',
  'search',
  'tile',
  'event-stream',
  /** A file that a reader takes away. */
  'export',
  'print',
  /** To other systems: CoT, MQTT, webhook. */
  'feed',
  /** Mail and messages to people. */
  'notice',
  /** The public commitment log. */
  'log',
] as const
export type Surface = (typeof SURFACES)[number]

/** What an item is, as far as a door asks. */
export const ITEM_KINDS = [
  'observation',
  'incident',
  'possible-violation',
  /** Approved and released by people. */
  'finding',
  'list',
  'coverage',
  'track',
  'site',
] as const
export type ItemKind = (typeof ITEM_KINDS)[number]
