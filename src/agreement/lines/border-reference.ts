// SPDX-License-Identifier: Apache-2.0
import type { Polygon } from './held-area.ts'

/** The outline that coast and state border are recognised by. */
export interface BorderReference {
  /** Dataset, version and what was done to it, as printed beside every line derived from it. */
  readonly source: string
  /** The land whose occupation is drawn: the edge of these polygons is coast or state border, each ring known by its sense. */
  readonly territory: readonly Polygon[]
  /** All dry land, so that water can be told from a neighbour's ground. */
  readonly land: readonly Polygon[]
}
