// SPDX-License-Identifier: Apache-2.0
import { columnsOf } from './columns.ts'
import type { ExportFormat } from './export-format.ts'

const AS_GEOMETRY = new Set(['id', 'latitude', 'longitude'])

/** GeoJSON (RFC 7946): a feature to a line, without a geometry where there is no place to show. */
export const geojsonExport: ExportFormat = {
  extension: 'geojson',
  mediaType: 'application/geo+json',
  async *write({ kind, name, asOf, at, atLeast, exercise }, items) {
    const columns = columnsOf(kind).filter((column) => !AS_GEOMETRY.has(column.name))
    const head = JSON.stringify({ type: 'FeatureCollection', name, asOf, at, total: { atLeast }, exercise })
    yield `${head.slice(0, -1)},"features":[`
    let before = '\n'
    for await (const item of items) {
      const { center } = item
      const feature = {
        type: 'Feature',
        id: item.id,
        geometry:
          center === null ? null : { type: 'Point', coordinates: [center.longitude, center.latitude] },
        properties: Object.fromEntries(columns.map((column) => [column.name, column.read(item)])),
      }
      yield before + JSON.stringify(feature)
      before = ',\n'
    }
    yield '\n]}\n'
  },
}
