// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '#kernel'
import { nameObservation } from '#observations'

import type { ParseSink, RowParser, Source, SourceContext } from '../source.ts'
import { createColumnReader } from './column-reader.ts'
import type { FirmsColumns } from './columns.ts'
import { toContent } from './to-observation.ts'

const BLOCK_ROWS = 4_096

/** NASA FIRMS active fires, near-real-time and archive, VIIRS and MODIS (docs/sources/firms.md). */
export const firms: Source = { id: 'firms', parserVersion: '1', needsMapping: false, open: openFirms }

function openFirms({ areaOfInterest }: SourceContext): RowParser {
  let given = 0
  let sink: ParseSink | null = null
  const reader = createColumnReader(giveBlock, BLOCK_ROWS, areaOfInterest)

  function giveBlock(columns: FirmsColumns): void {
    let nextRejected = 0
    for (let k = 0; k < columns.size; k++) {
      given++
      if (columns.sound[k] === 1) {
        sink?.observation(given, nameObservation(toContent(columns, k)))
        continue
      }
      const rejected = columns.rejected[nextRejected++]
      sink?.quarantined(given, rejected?.raw ?? '', rejected?.problems ?? ([] as readonly Problem[]))
    }
  }

  return {
    push(chunk, into) {
      sink = into
      reader.push(chunk)
      reader.flush()
    },
    finish(into) {
      sink = into
      return reader.finish()
    },
  }
}
