// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs'

/** A measured figure; `npm run test:long` collects them into one table, other lanes print them. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/** Hands a measured figure to the lane that runs; the name says what was measured and on how much. */
export function recordFigure(name: string, value: number, unit: string): void {
  const figure: Figure = { name, value, unit }
  const file = process.env['MARSAD_FIGURES']
  if (file === undefined) console.log(`${name}: ${value} ${unit}`)
  else appendFileSync(file, `${JSON.stringify(figure)}\n`)
}
