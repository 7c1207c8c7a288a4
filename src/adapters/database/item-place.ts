// SPDX-License-Identifier: Apache-2.0

/** Where a page ended: items come by start, then id. */
export interface Place {
  readonly startMs: number
  readonly id: string
}

const FORM = /^(-?\d{1,15})_([\w:.-]{1,200})$/

export const formatPlace = ({ startMs, id }: Place): string => `${startMs}_${id}`

/** Null for text that `formatPlace` would not write. */
export function parsePlace(text: string): Place | null {
  const [, startMs, id] = FORM.exec(text) ?? []
  return startMs === undefined || id === undefined ? null : { startMs: Number(startMs), id }
}
