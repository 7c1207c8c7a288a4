// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { createFirstEngine } from './first-engine.ts'
import { FIRST_ENGINE_PARAMETERS } from './parameters.ts'

const card = readFileSync(join(import.meta.dirname, '../../../docs/methods/first-engine.md'), 'utf8')

describe('method card of the first engine', () => {
  test('[I17] shows every number that the engine decides by, with where it comes from', () => {
    const rows = Object.entries(FIRST_ENGINE_PARAMETERS).map(
      ([name, { value, basis }]) => `| \`${name}\` | ${value} | ${basis} |`,
    )
    expect(rows.filter((row) => !card.includes(row))).toEqual([])
    expect(card.match(/^\| `\w+` \|/gm)).toHaveLength(rows.length)
  })

  test('[I17] a partition carries the numbers it was made with', () => {
    const engine = createFirstEngine({ epsilonMeters: 500 })
    expect(engine.parameters['epsilonMeters']).toBe(500)
    expect(engine.parameters['minimumPoints']).toBe(FIRST_ENGINE_PARAMETERS.minimumPoints.value)
    expect(Object.isFrozen(engine.parameters)).toBe(true)
  })
})
