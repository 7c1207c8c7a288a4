// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { compileAgreement, createAgreementLines } from '#agreement'
import { compareAgreements } from '#assessments'
import { createFirstEngine } from '#incidents'
import { createObservationTable } from '#observations'
import { fusionContext } from '#pipeline'

import { madeObservation } from './made-observation.ts'
import { shipped } from './sample-terms.ts'

const [A, B] = (['energy-moratorium-2025.draft-a', 'energy-moratorium-2025.draft-b'] as const).map((name) =>
  shipped(name),
) as [ReturnType<typeof shipped>, ReturnType<typeof shipped>]
/** Before the later draft held, while both did, and after the earlier one had ended. */
const DAYS = [Date.UTC(2025, 2, 20, 9), Date.UTC(2025, 2, 28, 9), Date.UTC(2025, 3, 20, 9)]

test('[ST4] the same fires under both drafts of the moratorium: every result that differs is listed, with what differs in its reasons', () => {
  const table = createObservationTable()
  for (const [k, startMs] of DAYS.entries())
    for (let n = 0; n < 3; n += 1)
      table.append(
        madeObservation({ latitude: 49 + k / 10, longitude: 36.2 + n / 1_000, startMs, frpMegawatts: 60 }),
      )
  const { incidents } = createFirstEngine().partition(table, fusionContext(A, createAgreementLines(A)))
  expect(incidents).toHaveLength(3)
  const compared = compareAgreements(
    compileAgreement(A, createAgreementLines(A)),
    compileAgreement(B, createAgreementLines(B)),
    [...incidents],
  )
  const whenOf = new Map(compared.differences.map(({ start, a, b }) => [start as number, [a, b] as const]))
  expect([...whenOf.keys()].sort((x, y) => x - y)).toEqual([DAYS[0], DAYS[2]])
  for (const { a, b } of compared.differences) {
    expect(a.verdict).not.toBe(b.verdict)
    expect(a.reasons.length + b.reasons.length).toBeGreaterThan(0)
  }
  expect(whenOf.get(DAYS[0]!)?.[1].verdict).toBe(whenOf.get(DAYS[2]!)?.[0].verdict)
  expect(compared.terms.length).toBeGreaterThan(0)
})
