// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  AGREEMENT_PROBLEM_CODES,
  agreementDigest,
  agreementJsonSchema,
  DEFAULT_PROCEDURE,
  parseAgreement,
  toAgreement,
} from '#agreement'

import { changed, shipped, SHIPPED, shippedText } from '../../../test/sample-terms.ts'

/** Problems as `path: code`. */
const problemsOf = (document: unknown): readonly string[] => {
  const read = toAgreement(document)
  return read.ok ? [] : read.problems.map(({ path, code }) => `${path}: ${code}`)
}

describe('shipped terms', () => {
  test.each(SHIPPED)('[AG1] %s is read without a problem', (name) => {
    expect(problemsOf(changed(name, () => undefined))).toEqual([])
  })

  test('[AG1] the times are those of the texts', () => {
    const force = SHIPPED.map((name) => {
      const { from, until, hourStated } = shipped(name).inForce
      return [name, from, until, hourStated]
    })
    expect(force).toEqual([
      ['easter-truce-2025', '2025-04-19T15:00:00Z', '2025-04-20T21:00:00Z', true],
      ['energy-moratorium-2025.draft-a', '2025-03-18T00:00:00Z', '2025-04-17T00:00:00Z', false],
      ['energy-moratorium-2025.draft-b', '2025-03-25T00:00:00Z', '2025-04-24T00:00:00Z', false],
      ['minsk', '2014-09-19T00:00:00Z', null, false],
      ['exercise-2026', '2026-06-01T00:00:00Z', '2027-01-01T00:00:00Z', true],
    ])
  })

  test('[AG1] each moratorium draft lasts thirty days', () => {
    for (const name of ['energy-moratorium-2025.draft-a', 'energy-moratorium-2025.draft-b'] as const) {
      const { from, until } = shipped(name).inForce
      expect((Date.parse(until!) - Date.parse(from)) / 86_400_000).toBe(30)
    }
  })

  test('[AG1] the Package measures each side from its own line, half the width on each', () => {
    const zones = shipped('minsk').zones.filter(({ id }) => id.startsWith('package-'))
    const total = zones.map((zone) =>
      zone.kind === 'band' ? zone.sides.reduce((sum, side) => sum + side.toKilometres, 0) : 0,
    )
    expect(total).toEqual([50, 70, 140])
    for (const zone of zones) {
      if (zone.kind !== 'band') throw new Error(zone.id)
      expect(zone.sides.map(({ party, line }) => [party, line])).toEqual([
        ['party-a', 'actual-line'],
        ['party-b', 'memorandum-line'],
      ])
    }
  })

  test('[AG1] only the exercise is marked one, and every ladder beyond it is empty', () => {
    expect(SHIPPED.filter((name) => shipped(name).exercise)).toEqual(['exercise-2026'])
    const steps = SHIPPED.filter((name) => name !== 'exercise-2026').flatMap((name) =>
      shipped(name).ladders.flatMap((ladder) => ladder.steps),
    )
    expect(steps).toEqual([])
    expect(shipped('exercise-2026').ladders.every(({ illustrative }) => illustrative)).toBe(true)
  })
})

describe('reading', () => {
  test('[AG2] the same terms in YAML and in JSON are one agreement with one digest', () => {
    for (const name of SHIPPED) {
      const terms = shipped(name)
      const again = parseAgreement(`\uFEFF${JSON.stringify(terms, null, '\t')}`, `${name}.json`)
      if (!again.ok) throw new Error(JSON.stringify(again.problems))
      expect(again.value).toEqual(terms)
      expect(agreementDigest(again.value)).toBe(agreementDigest(terms))
    }
  })

  test('[AG2] who decides a step has a name in each language, or one for all of them', () => {
    const named = (decidedBy: unknown) =>
      problemsOf(
        changed('exercise-2026', (draft) => {
          draft.ladders[1].steps[0].decidedBy = decidedBy
        }),
      )
    expect(named('Special Commission')).toEqual([])
    expect(named({ en: 'Special Commission' })).not.toEqual([])
    expect(named('')).not.toEqual([])
  })

  test('[AG3] text that is no YAML is refused by line and column', () => {
    const read = parseAgreement('schema: marsad/agreement@1\nparties: [a,\nlines: }\n', 'broken.yaml')
    if (read.ok) throw new Error('accepted')
    expect(read.problems.length).toBeGreaterThan(0)
    for (const { path, code, params } of read.problems) {
      expect([path, code]).toEqual(['broken.yaml', 'yaml-unreadable'])
      expect(params?.['line']).toBeGreaterThan(1)
      expect(params?.['column']).toBeGreaterThan(0)
    }
  })

  test('[AG3] a repeated key, a second document, an unknown tag, a loose alias and nothing at all are refused', () => {
    const codesOf = (text: string) => {
      const read = parseAgreement(text, 'f')
      return read.ok
        ? []
        : read.problems.map(({ code, params }) => `${code} ${params?.['fault'] ?? ''}`.trim())
    }
    expect(codesOf('a: 1\na: 2')).toEqual(['yaml-unreadable duplicate-key'])
    expect(codesOf('a: 1\n---\na: 2')).toEqual(['yaml-unreadable multiple-docs'])
    expect(codesOf('a: !!js/function x')).toEqual(['yaml-unreadable tag-resolve-failed'])
    expect(codesOf('a: *x')).toEqual(['yaml-aliases-unusable'])
    expect(codesOf('')).toEqual(['agreement-empty'])
    expect(codesOf('['.repeat(100_000))[0]).toMatch(/^yaml-unreadable/)
    expect(codesOf('a'.repeat(5_000_000))).toEqual(['agreement-too-large'])
    expect(codesOf('latitude,longitude\n48,38\n')).toEqual(['wrong-type'])
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i += 1) {
      const before = `*${'abcdefghi'[i - 1]}`
      bomb.push(`${'abcdefghi'[i]}: &${'abcdefghi'[i]} [${Array(9).fill(before).join(', ')}]`)
    }
    expect(codesOf(bomb.join('\n'))).toEqual(['yaml-aliases-unusable'])
  })

  test('[AG3] whatever the text, the answer is a value', () => {
    const text = shippedText('easter-truce-2025')
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (from, length, insert) => {
        const read = parseAgreement(text.slice(0, from) + insert + text.slice(from + length), 'f')
        expect(read.ok || read.problems.length > 0).toBe(true)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  test('[AG4] every problem is listed, and a malformed entry hides no contradiction elsewhere', () => {
    const terms = changed('exercise-2026', (draft) => {
      delete draft.names.fr
      draft.inForce.until = '2026-05-01T00:00:00Z'
      draft.zones[0].sides[1].party = 'party-c'
      delete draft.zones[1].sides[0].line
      draft.provisions[0].place.zone = 'nowhere'
      draft.provisions[1].observableBy = ['crystal-ball']
      draft.objects[0].class = 'castle'
      draft.objects[1].position.latitude = 333
      draft.colour = 'blue'
    })
    expect([...problemsOf(terms)].sort()).toEqual([
      'colour: unknown-key',
      'inForce.until: end-before-start',
      'names.fr: language-missing',
      'objects.0.class: not-one-of',
      'objects.1.position.latitude: too-big',
      'provisions.0.place.zone: no-such-zone',
      'provisions.1.observableBy.0: not-one-of',
      'provisions.6.time.from: never-in-force',
      'provisions.7.time.from: never-in-force',
      'provisions.8.time.from: never-in-force',
      'zones.0.sides.1.party: no-such-party',
      'zones.1.sides.0.line: zone-without-line',
    ])
  })

  test('[AG4] what is no document at all is refused', () => {
    for (const value of [null, 7, 'text', [], {}]) expect(problemsOf(value).length).toBeGreaterThan(0)
    expect(problemsOf({ schema: 'marsad/agreement@2' })).toContain('schema: not-one-of')
  })
})

const procedureWith = (changes: object) => ({ ...DEFAULT_PROCEDURE, ...changes })

// eslint-disable-next-line typescript/no-explicit-any
const CONTRADICTIONS: readonly (readonly [string, (t: any) => void])[] = [
  ['inForce.until: end-before-start', (t) => (t.inForce.until = t.inForce.from)],
  ['inForce.from: instant-unreadable', (t) => (t.inForce.from = '1 June')],
  ['zones.0.sides: zone-without-line', (t) => delete t.zones[0].sides],
  ['zones.0.sides.0.line: no-such-line', (t) => (t.zones[0].sides[0].line = 'front')],
  ['zones.0.sides.0.party: no-such-party', (t) => (t.zones[0].sides[0].party = 'party-x')],
  ['zones.0.sides.1.party: side-repeated', (t) => (t.zones[0].sides[1].party = 'party-a')],
  ['zones.0.sides.0.toKilometres: zone-without-width', (t) => (t.zones[0].sides[0].toKilometres = 0)],
  ['zones.3.sides.0.kilometres: zone-without-width', (t) => (t.zones[3].sides[0].kilometres = 0)],
  ['zones.1.id: id-repeated', (t) => (t.zones[1].id = t.zones[0].id)],
  ['zones.0.id: not-an-id', (t) => (t.zones[0].id = 'Buffer Zone')],
  ['zones.0.kind: not-one-of', (t) => (t.zones[0].kind = 'circle')],
  ['parties: too-small', (t) => (t.parties = t.parties.slice(0, 1))],
  ['parties.1.names.ar: language-missing', (t) => delete t.parties[1].names.ar],
  ['instruments.0.by.1: no-such-party', (t) => (t.instruments[0].by[1] = 'party-x')],
  ['instruments.0.sources.0: no-such-source', (t) => (t.instruments[0].sources[0] = 'hearsay')],
  ['instruments.1.amends: no-such-instrument', (t) => (t.instruments[1].amends = 'treaty')],
  ['instruments.1.amends: amends-itself', (t) => (t.instruments[1].amends = 'exercise-sea-annex')],
  [
    'instruments.1.amendments.0.date: amended-before-made',
    (t) => (t.instruments[1].amendments[0].date = '2026-01-01'),
  ],
  ['instruments.0.date: day-unreadable', (t) => (t.instruments[0].date = '2026-02-30')],
  ['lines.0.claimedBy: claim-without-claimant', (t) => (t.lines[0].kind = 'claimed')],
  ['lines.0.claimedBy: claimant-of-no-claim', (t) => (t.lines[0].claimedBy = 'party-a')],
  ['lines.0.date: line-without-date', (t) => delete t.lines[0].date],
  ['lines.0.geometry.sides.left: no-such-party', (t) => (t.lines[0].geometry.sides.left = 'party-x')],
  [
    'lines.0.geometry.sides.right: same-party-on-both-sides',
    (t) => (t.lines[0].geometry.sides.right = 'party-b'),
  ],
  ['lineOfContact.line: no-such-line', (t) => (t.lineOfContact.line = 'front')],
  ['lineOfContact.frontline.heldBy: no-such-party', (t) => (t.lineOfContact.frontline.heldBy = 'party-x')],
  [
    'lineOfContact.frontline.otherwise: same-party-on-both-sides',
    (t) => (t.lineOfContact.frontline.otherwise = 'party-b'),
  ],
  ['provisions.0.place.zone: no-such-zone', (t) => (t.provisions[0].place.zone = 'nowhere')],
  ['provisions.0.place.kind: not-one-of', (t) => (t.provisions[0].place = { kind: 'anywhere' })],
  ['provisions.0.instrument: no-such-instrument', (t) => (t.provisions[0].instrument = 'treaty')],
  [
    'provisions.0.subject.party: no-such-party',
    (t) => (t.provisions[0].subject = { party: 'x', establishedBy: 'side' }),
  ],
  [
    'provisions.0.subject.establishedBy: not-one-of',
    (t) => (t.provisions[0].subject = { party: 'party-a', establishedBy: 'guess' }),
  ],
  [
    'provisions.0.subject.establishedBy: side-without-line',
    (t) => {
      delete t.lineOfContact
      t.provisions[0].subject = { party: 'party-a', establishedBy: 'side' }
    },
  ],
  [
    'provisions.0.time.until: end-before-start',
    (t) => (t.provisions[0].time = { from: '2026-07-02T00:00:00Z', until: '2026-07-01T00:00:00Z' }),
  ],
  [
    'provisions.0.time.until: never-in-force',
    (t) => (t.provisions[0].time = { until: '2026-01-01T00:00:00Z' }),
  ],
  ['provisions.0.afterGate: no-such-gate', (t) => (t.provisions[0].afterGate = 'gate')],
  [
    'provisions.0.exceptions.1.id: id-repeated',
    (t) => (t.provisions[0].exceptions[1].id = 'announced-demolition'),
  ],
  [
    'provisions.0.exceptions.0.notice.to: no-such-party',
    (t) => (t.provisions[0].exceptions[0].notice.to = 'x'),
  ],
  [
    'provisions.0.evidence.minimumProbability: too-big',
    (t) => (t.provisions[0].evidence.minimumProbability = 55),
  ],
  ['provisions.3.place.kind: act-needs-place', (t) => (t.provisions[3].place = { kind: 'everywhere' })],
  ['provisions.3.place.classes.0: not-one-of', (t) => (t.provisions[3].place.classes = ['castle'])],
  [
    'provisions.6.weapon.maximumCalibreMillimetres: calibres-crossed',
    (t) => (t.provisions[6].weapon.maximumCalibreMillimetres = 50),
  ],
  ['gates.0.provisions.0: no-such-provision', (t) => (t.gates[0].provisions[0] = 'x')],
  ['ladders.0.breachingParty: no-such-party', (t) => (t.ladders[0].breachingParty = 'party-x')],
  ['ladders.1.breachingParty: second-ladder', (t) => (t.ladders[1].breachingParty = 'party-a')],
  ['ladders.1.steps.1.id: id-repeated', (t) => (t.ladders[1].steps[1].id = 'warning')],
  ['objects.0.position.longitude: wrong-type', (t) => (t.objects[0].position.longitude = '32')],
  ['exercise: missing', (t) => delete t.exercise],
  [
    'procedure.panel.excludeNationsOf.0.party: no-such-party',
    (t) =>
      (t.procedure = procedureWith({
        panel: { ...DEFAULT_PROCEDURE.panel, excludeNationsOf: [{ party: 'x', nations: [] }] },
      })),
  ],
  [
    'procedure.patterns.0.provision: no-such-provision',
    (t) => (t.procedure = procedureWith({ patterns: [{ provision: 'x', findings: 3, withinDays: 7 }] })),
  ],
  [
    'procedure.comment.urgentHours: urgent-slower-than-usual',
    (t) => (t.procedure = procedureWith({ comment: { hours: 4, urgentHours: 5 } })),
  ],
]

describe('contradictions', () => {
  test.each(CONTRADICTIONS)('[AG5] %s', (problem, change) => {
    expect(problemsOf(changed('exercise-2026', change))).toContain(problem)
  })

  test('[AG5] every code is in the published list', () => {
    const codes = CONTRADICTIONS.flatMap(([, change]) =>
      problemsOf(changed('exercise-2026', change)).map((text) => text.split(': ')[1] ?? ''),
    )
    const known: readonly string[] = AGREEMENT_PROBLEM_CODES
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  })

  test('[AG5] a side that does not lie beside its line is refused', () => {
    const terms = changed('exercise-2026', (draft) => {
      draft.parties.push({ ...draft.parties[0], id: 'party-c' })
      draft.zones[0].sides[0].party = 'party-c'
    })
    expect(problemsOf(terms)).toEqual(['zones.0.sides.0.party: party-not-beside-line'])
  })
})

test('[AG6] the published JSON Schema is the one that reads', () => {
  const file = readFileSync(new URL('../../../docs/agreement.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(agreementJsonSchema())))
})
