// SPDX-License-Identifier: Apache-2.0
import { LineCounter, parseDocument } from 'yaml'

import type { Problem } from '#kernel'

/** Where a problem lies in the text, counted from 1; null where the text has nothing there. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/**
 * The place in the text of each problem by its path: of what is written there, or of the nearest thing around it where that is
 * missing. What the reader of YAML found says its own line.
 */
export function placesOfProblems(text: string, problems: readonly Problem[]): readonly (TextPlace | null)[] {
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines })
  return problems.map(({ path, params }) => {
    if (typeof params?.['line'] === 'number' && typeof params['column'] === 'number') {
      return { line: params['line'], column: params['column'] }
    }
    for (let parts = path.split('.'); parts.length > 0; parts = parts.slice(0, -1)) {
      const node: unknown = document.getIn(parts, true)
      const start = rangeOf(node)?.[0]
      if (start === undefined) continue
      const { line, col } = lines.linePos(start)
      return { line, column: col }
    }
    return null
  })
}

const rangeOf = (node: unknown): readonly number[] | null =>
  typeof node === 'object' && node !== null && 'range' in node
    ? (node.range as readonly number[] | null)
    : null
