// SPDX-License-Identifier: Apache-2.0
import { csvLine } from '#reports'

import { columnsOf } from './columns.ts'
import type { ExportFormat } from './export-format.ts'

/** RFC 4180, safe to open in a spreadsheet; an exercise says so in each row. */
export const csvExport: ExportFormat = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  async *write({ kind, exercise }, items) {
    const columns = columnsOf(kind)
    const mark = exercise ? ['EXERCISE'] : []
    yield csvLine([...columns.map((column) => column.name), ...(exercise ? ['mark'] : [])])
    for await (const item of items) yield csvLine([...columns.map((column) => column.read(item)), ...mark])
  },
}
