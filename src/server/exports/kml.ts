// SPDX-License-Identifier: Apache-2.0
import { columnsOf, type Cell } from './columns.ts'
import type { ExportFormat } from './export-format.ts'

/** KML 2.3 (OGC 12-007r2): a placemark for each item that has a place, with its span of time and its columns. */
export const kmlExport: ExportFormat = {
  extension: 'kml',
  mediaType: 'application/vnd.google-earth.kml+xml',
  async *write({ kind, name, asOf, exercise }, items) {
    const columns = columnsOf(kind)
    const title = `${exercise ? 'EXERCISE ' : ''}${name} as of ${asOf}`
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xmlText(title)}</name>\n`
    for await (const item of items) {
      const data = columns
        .map((column) => [column.name, column.read(item)] as const)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => `<Data name="${key}"><value>${xmlText(value)}</value></Data>`)
      const point =
        item.center === null
          ? ''
          : `<Point><coordinates>${item.center.longitude},${item.center.latitude}</coordinates></Point>`
      yield `<Placemark><name>${xmlText(item.id.slice(0, 12))}</name><TimeSpan><begin>${item.start}</begin><end>${item.end}</end></TimeSpan><ExtendedData>${data.join('')}</ExtendedData>${point}</Placemark>\n`
    }
    yield '</Document></kml>\n'
  },
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What XML 1.0 has no way to write. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const xmlText = (value: Cell): string =>
  String(value ?? '')
    .replaceAll(NOT_IN_XML, '\ufffd')
    .replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
