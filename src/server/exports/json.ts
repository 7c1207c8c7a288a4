// SPDX-License-Identifier: Apache-2.0
import { itemText } from '../item-text.ts'
import type { ExportFormat } from './export-format.ts'

/** The documents as they are stored, one to a line. */
export const jsonExport: ExportFormat = {
  extension: 'json',
  mediaType: 'application/json',
  async *write({ name, asOf, at, atLeast, exercise }, items) {
    const head = JSON.stringify({ exported: name, asOf, at, total: { atLeast }, exercise })
    yield `${head.slice(0, -1)},"items":[`
    let before = '\n'
    for await (const item of items) {
      yield before + itemText(item)
      before = ',\n'
    }
    yield '\n]}\n'
  },
}
