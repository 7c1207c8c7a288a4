// SPDX-License-Identifier: Apache-2.0
import { isPosition, ok, parseInstant, problem, refuse, type Problem, type Result } from '#kernel'
import Papa from 'papaparse'

import type { Label } from './labels.ts'
import { dayOf } from './units.ts'

const COLUMNS = ['id', 'date', 'lat', 'lon', 'kind'] as const

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/

/** Reads a label file: CSV with the columns `id,date,lat,lon,kind` in any order, dates as `2022-05-01`. All problems are told, by line. */
export function parseLabels(text: string): Result<readonly Label[]> {
  const parsed = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim().toLowerCase(),
  })
  const columns = parsed.meta.fields ?? []
  const missing = COLUMNS.filter((column) => !columns.includes(column))
  if (missing.length > 0) return refuse(...missing.map((column) => problem(column, 'label-column-missing')))
  const problems: Problem[] = []
  const labels: Label[] = []
  parsed.data.forEach((row, k) => {
    const label = toLabel(row, `row ${k + 1}`)
    if (label.ok) labels.push(label.value)
    else problems.push(...label.problems)
  })
  return problems.length > 0 ? refuse(...problems) : ok(labels)
}

function toLabel(row: Record<string, string>, path: string): Result<Label> {
  const field = (name: (typeof COLUMNS)[number]) => (row[name] ?? '').trim()
  const date = parseInstant(field('date'), `${path}.date`)
  const problems: Problem[] = date.ok ? [] : [...date.problems]
  if (field('id') === '') problems.push(problem(`${path}.id`, 'label-without-id'))
  const [latitude, longitude] = [field('lat'), field('lon')].map((number) =>
    PLAIN_NUMBER.test(number) ? Number(number) : Number.NaN,
  ) as [number, number]
  if (!isPosition(latitude, longitude)) {
    problems.push(problem(path, 'label-position-unreadable', { lat: field('lat'), lon: field('lon') }))
  }
  if (!date.ok || problems.length > 0) return refuse(...problems)
  return ok({
    id: field('id'),
    day: dayOf(date.value),
    position: { latitude, longitude },
    kind: field('kind'),
  })
}
