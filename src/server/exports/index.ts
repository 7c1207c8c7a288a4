// SPDX-License-Identifier: Apache-2.0
import { csvExport } from './csv.ts'
import type { ExportFormat } from './export-format.ts'
import { geojsonExport } from './geojson.ts'
import { geopackageExport } from './geopackage.ts'
import { jsonExport } from './json.ts'
import { kmlExport } from './kml.ts'

export type { ExportFormat, ExportHead } from './export-format.ts'
export { inPieces } from './pieces.ts'

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  jsonExport,
  geojsonExport,
  csvExport,
  kmlExport,
  geopackageExport,
]
