// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { parseAgreement } from './parse-agreement.ts'
import { placesOfProblems } from './text-places.ts'

const TEXT = `# of an exercise
schema: marsad/agreement@1
parties:
  - id: party-a
  - id: Party B
lines: []
`

test('[API81] a problem is found again in the text, or what lies nearest around it', () => {
  const read = parseAgreement(TEXT, 'terms.yaml')
  if (read.ok) throw new Error('these are no terms')
  const places = placesOfProblems(TEXT, read.problems)
  const placeOf = (path: string) => places[read.problems.findIndex((one) => one.path === path)]
  expect(placeOf('parties.1.id')).toEqual({ line: 5, column: 9 })
  // What is missing is shown where it is missing from.
  expect(placeOf('parties.0.names')).toEqual({ line: 4, column: 5 })
  expect(placeOf('zones')).toBe(null)
})

test('[API81] a fault of the writing itself says its own line', () => {
  const text = 'parties: [a\nlines: ]'
  const read = parseAgreement(text, 'terms.yaml')
  if (read.ok) throw new Error('this is no YAML')
  expect(placesOfProblems(text, read.problems)[0]?.line).toBeGreaterThan(0)
})
