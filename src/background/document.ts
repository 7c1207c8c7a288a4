// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, digestOf, ok, problem, refuse, type Result } from '#kernel'
import * as z from 'zod'

import { createBackground, type Background } from './background.ts'
import { createCellHeat } from './cell-heat/index.ts'
import { cellModelSchema } from './cell-heat/cell-model-schema.ts'
import { decodeHistory } from './history-codec.ts'
import { readWeather, weatherRecordSchema } from './weather/index.ts'

export const BACKGROUND_SCHEMA = 'marsad/background@2'

/** A file that the background was built from. */
const input = z.strictObject({
  role: z.enum(['history', 'weather', 'places']),
  source: z.string(),
  name: z.string().min(1),
  original: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().min(0),
})

const documentSchema = z.strictObject({
  schema: z.literal(BACKGROUND_SCHEMA),
  inputs: z.array(input).min(1),
  years: z.array(z.int().min(1970).max(2200)).min(1).max(32),
  /** Detections that the history holds. */
  detections: z.int().min(0),
  history: z.string(),
  settlements: z
    .array(z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180), z.number().min(0)]))
    .nullable(),
  /** How the counts of cells are foretold; null where the history is too short, too thin or too wide. */
  cells: cellModelSchema.nullable(),
  /** Clouds, rain and warmth by region and day; null where the file was built without. */
  weather: weatherRecordSchema.nullable(),
})

/** The written form of a background. */
export type BackgroundDocument = z.infer<typeof documentSchema>
export type BackgroundInput = z.infer<typeof input>

/** The one byte form of a background file: canonical JSON and a line end. */
export const writeBackground = (document: BackgroundDocument): string => `${canonicalJson(document)}\n`

/** Reads a background file; `name` is its base name. Problems: `background-not-json`, `background-unreadable` by path, `background-history-damaged`, `background-weather-damaged`. */
export function parseBackground(text: string, name: string): Result<Background> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse(problem(name, 'background-not-json'))
  }
  const parsed = documentSchema.safeParse(json)
  if (!parsed.success) {
    return refuse(
      ...parsed.error.issues.map((issue) =>
        problem(`${name}: ${issue.path.map(String).join('.')}`, 'background-unreadable', {
          reason: issue.code.replaceAll('_', '-'),
        }),
      ),
    )
  }
  const { years, history, settlements, cells, weather } = parsed.data
  const decoded = decodeHistory(years, history)
  if (decoded === null) return refuse(problem(`${name}: history`, 'background-history-damaged'))
  const places =
    settlements?.map(([latitude, longitude, population]) => ({
      position: { latitude, longitude },
      population,
    })) ?? null
  let weatherSound = true
  const cellHeat =
    cells === null
      ? null
      : createCellHeat(decoded, cells, (frame) => {
          const read = weather === null ? null : readWeather(weather, frame)
          weatherSound = weather === null || read !== null
          return read
        })
  if (!weatherSound) return refuse(problem(`${name}: weather`, 'background-weather-damaged'))
  return ok(createBackground(name, digestOf(text), decoded, places, cellHeat))
}
