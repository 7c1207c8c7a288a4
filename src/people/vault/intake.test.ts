// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { madePerson } from '../../../test/made-person.ts'
import { digestOf, toInstant, type Result } from '#kernel'

import {
  applyIntakeRecord,
  decideIntake,
  digestOfDecision,
  INTAKE_OFF,
  isIntakeOpen,
  withdrawUses,
  consentTo,
  isWithdrawn,
} from './index.ts'
import type { Intake, IntakeStep } from './index.ts'

const AT = toInstant(0)
const UNTIL = toInstant(30 * 86_400_000)
const TEXT = 'We know what it may cost those who write to us, and what we shall do about it. '
  .repeat(4)
  .trim()
const [first, second] = [madePerson('1'), madePerson('2')]
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : (result.problems[0]?.code ?? ''))
function after(intake: Intake, by: typeof first, step: IntakeStep): Intake {
  const decided = decideIntake(intake, by, step, AT)
  if (!decided.ok) throw new Error(codeOf(decided))
  return applyIntakeRecord(intake, decided.value)
}

describe('public intake', () => {
  const approve: IntakeStep = {
    step: 'approve',
    digest: digestOfDecision({ text: TEXT, until: '1970-01-31T00:00:00.000Z' }),
  }

  test('[PE44] is off until one administrator wrote the risk down and another agreed to those words', () => {
    expect(codeOf(decideIntake(INTAKE_OFF, second, approve, AT))).toBe('illegal-event')
    expect(codeOf(decideIntake(INTAKE_OFF, first, { step: 'propose', text: 'fine', until: UNTIL }, AT))).toBe(
      'decision-too-short',
    )
    const proposed = after(INTAKE_OFF, first, { step: 'propose', text: TEXT, until: UNTIL })
    expect(codeOf(decideIntake(proposed, first, approve, AT))).toBe('second-administrator-needed')
    const other: IntakeStep = { step: 'approve', digest: digestOf('other words') }
    expect(codeOf(decideIntake(proposed, second, other, AT))).toBe('decision-differs')
    expect(after(proposed, second, approve)).toEqual({
      state: 'on',
      decision: {
        text: TEXT,
        until: '1970-01-31T00:00:00.000Z',
        proposedBy: first.id,
        approvedBy: second.id,
      },
    })
  })

  test('[PE44] it holds until the end that both agreed to, at most ninety days', () => {
    for (const until of [AT, toInstant(91 * 86_400_000)]) {
      expect(codeOf(decideIntake(INTAKE_OFF, first, { step: 'propose', text: TEXT, until }, AT))).toBe(
        'decision-end-unusable',
      )
    }
    const proposed = after(INTAKE_OFF, first, { step: 'propose', text: TEXT, until: UNTIL })
    const on = after(proposed, second, approve)
    const open = [proposed, on].map((intake) => isIntakeOpen(intake, AT))
    expect([...open, isIntakeOpen(on, UNTIL - 1), isIntakeOpen(on, UNTIL)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('[PE44] one administrator closes it; nobody else decides anything', () => {
    const on = after(after(INTAKE_OFF, first, { step: 'propose', text: TEXT, until: UNTIL }), second, approve)
    expect(after(on, first, { step: 'close' })).toEqual(INTAKE_OFF)
    for (const who of [{ roles: ['source-handler'] as const }, { compartment: 'commission' as const }]) {
      expect(codeOf(decideIntake(on, madePerson('3', who), { step: 'close' }, AT))).toBe(
        'not-an-administrator',
      )
    }
  })
})

describe('consent', () => {
  test('[PE41] is given per use and only ever narrowed', () => {
    const consent = consentTo(['verify', 'publish-derived'])
    expect(consent).toEqual({ verify: true, 'share-with-commission': false, 'publish-derived': true })
    const narrowed = withdrawUses(consent, ['publish-derived', 'share-with-commission'])
    expect(narrowed).toEqual({ ok: true, value: consentTo(['verify']) })
    expect(isWithdrawn(consentTo(['verify']))).toBe(false)
    expect(withdrawUses(consentTo(['verify']), ['verify'])).toEqual({ ok: true, value: consentTo([]) })
    expect(isWithdrawn(consentTo([]))).toBe(true)
  })
})
