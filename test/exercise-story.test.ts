// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { holdMission } from '../src/cli/mission-access.ts'
import { playStory } from '../src/cli/exercise-story.ts'
import type { Attribution, Case } from '#assessments'
import { clocksOf, stateOf, type ResponseCase } from '#responses'

const folder = mkdtempSync(join(tmpdir(), 'marsad-story-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[ST1] one breach goes from bytes to a closed response over the interface, each step on record and both clocks right', async () => {
  const told = await playStory(folder, () => {})
  if (!told.ok) throw new Error(JSON.stringify(told.problems))
  const steps = told.value
  expect(steps.map(({ step }) => step)).toEqual(steps.map((_, k) => k + 1))
  const inside = steps.filter((step) => step.index !== null)
  const indices = inside.map(({ index }) => index ?? -1)
  // Liaisons and commissioners are told no place of their records; what they did is looked for in the states below.
  expect(steps.length - inside.length).toBeGreaterThan(5)
  expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b))
  const caseId = steps.find(({ what }) => what === 'cases: opened')!.id

  const held = await holdMission(folder, () => {})
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  const { ledger, close } = held.value.mission
  try {
    const kase = (await stateOf(ledger, 'cases', caseId)) as Case
    const attribution = (await stateOf(ledger, 'attributions', caseId)) as Attribution
    const response = (await stateOf(ledger, 'responses', caseId)) as ResponseCase
    const signatures = [...kase.authors, kase.verification?.person, kase.releases[0]?.person]
    expect(new Set(signatures).size).toBe(3)
    expect(kase).toMatchObject({
      state: 'closed',
      outcome: { kind: 'confirmed-violation' },
      response: caseId,
    })
    expect(kase.hearing?.replies.map(({ party }) => party)).toEqual(['party-a'])
    expect(attribution.votes.flatMap(({ dissent }) => dissent ?? [])).toHaveLength(1)
    expect(response.remedies[0]?.verified?.result).toBe('done')
    expect([response.breach, response.firstKnowledge]).toEqual([
      kase.subject.breach,
      kase.subject.firstKnowledge,
    ])
    // Known only after the first day was over: nobody missed the first step.
    const clocks = new Map(clocksOf(response, steps.at(-1)!.at).map(({ step, standing }) => [step, standing]))
    expect([clocks.get('warning'), clocks.get('consultation')]).toEqual(['elapsed-before-knowledge', 'met'])
    const byIndex = new Map(inside.map((step) => [step.index, step]))
    const kinds: string[] = []
    for await (const { index, content } of ledger.entries('public', {
      from: indices[0]!,
      to: indices.at(-1)! + 1,
    })) {
      if (byIndex.has(index) && content.kind === 'record') kinds.push(content.record.kind)
    }
    expect(kinds).toHaveLength(inside.length)
  } finally {
    await close()
  }
}, 120_000)
