// SPDX-License-Identifier: Apache-2.0
import { parse, YAMLParseError } from 'yaml'
import type { z } from 'zod'

import { ok, problem, type Problem, refuse, type Result } from '#kernel'

import { type Scenario, scenarioSchema } from './scenario.ts'

/** Reads a scenario from YAML or JSON text, or refuses it with every problem by path. */
export function parseScenario(text: string): Result<Scenario> {
  const document = readDocument(text)
  if (!document.ok) return document
  const parsed = scenarioSchema.safeParse(document.value)
  if (!parsed.success) return refuse(...parsed.error.issues.map(toProblem))
  const contradictions = findContradictions(parsed.data)
  return contradictions.length > 0 ? refuse(...contradictions) : ok(parsed.data)
}

function readDocument(text: string): Result<unknown> {
  try {
    return ok(parse(text) as unknown)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return refuse(
      problem('', 'document-unreadable', {
        line: error.linePos?.[0].line ?? 0,
        message: error.message.split('\n')[0] ?? '',
      }),
    )
  }
}

const toProblem = (issue: z.core.$ZodIssue): Problem => {
  const path = issue.path.join('.')
  if (issue.code === 'custom') return problem(path, issue.message)
  if (issue.code === 'unrecognized_keys')
    return problem(path, 'unknown-field', { fields: issue.keys.join(', ') })
  return problem(path, 'not-as-expected', { message: issue.message })
}

function findContradictions(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = []
  const names = new Set(scenario.sectors.map((sector) => sector.id))
  scenario.sectors.forEach((sector, n) => {
    if (sector.from >= sector.to) problems.push(problem(`sectors.${n}.to`, 'sector-without-length'))
  })
  scenario.hostilities.schedule.forEach((piece, n) => {
    for (const name of piece.sectors ?? []) {
      if (!names.has(name)) {
        problems.push(problem(`hostilities.schedule.${n}.sectors`, 'unknown-sector', { sector: name }))
      }
    }
  })
  const namedSectors = [
    ...scenario.hostilities.bursts.map(({ sector }, n) => ({
      path: `hostilities.bursts.${n}.sector`,
      sector,
    })),
    ...scenario.jamming.flatMap(({ sectors }, n) =>
      sectors.map((sector) => ({ path: `jamming.${n}.sectors`, sector })),
    ),
  ]
  for (const { path, sector } of namedSectors) {
    if (!names.has(sector)) problems.push(problem(path, 'unknown-sector', { sector }))
  }
  const shares = scenario.hostilities.kinds.reduce((sum, kind) => sum + kind.share, 0)
  if (shares <= 0) problems.push(problem('hostilities.kinds', 'shares-sum-to-nothing'))
  return problems
}
