// SPDX-License-Identifier: Apache-2.0
import { problem, refuse, type Problem } from '#kernel'

import type { RowParser, Source, SourceContext } from '../source.ts'
import { openTextTable } from '../text-table.ts'
import { columnsOf, parseTableMapping } from './mapping.ts'
import { createMappedRowReader } from './read-mapped-row.ts'

/** Any delimited table, read by a mapping file that says what its columns mean (docs/spec/table-mapping.md). */
export const table: Source = { id: 'table', parserVersion: '1', needsMapping: true, open: openTable }

function openTable(context: SourceContext): RowParser {
  if (context.mapping === undefined) return unusable([problem('mapping', 'mapping-missing')])
  const mapping = parseTableMapping(context.mapping)
  if (!mapping.ok) return unusable(mapping.problems)
  return openTextTable(
    {
      delimiter: mapping.value.delimiter,
      legacyEncodings: true,
      required: columnsOf(mapping.value),
      read: createMappedRowReader(mapping.value),
    },
    context,
  )
}

const unusable = (problems: readonly Problem[]): RowParser => ({
  push: () => undefined,
  finish: () => refuse(...problems),
})
