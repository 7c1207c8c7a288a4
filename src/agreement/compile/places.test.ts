// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { destination } from '#kernel'

import { factsAt, shipped } from '../../../test/sample-terms.ts'
import { eastOf, resultOf, straight, told } from '../../../test/straight-line.ts'

describe('place', () => {
  test('[AG7] a breach lists every condition that holds, with the distance and side', () => {
    const result = resultOf(straight(), 'heavy-fire', eastOf(20))
    expect(result.verdict).toBe('breach')
    expect(result.probability).toBe(0.8)
    expect(result.distances).toHaveLength(1)
    expect(result.distances[0]).toMatchObject({ line: 'contact', side: 'party-b' })
    expect(result.distances[0]!.meters).toBeCloseTo(20_000, -2)
    // 300 m of the incident and 100 m of the line, as squares.
    expect(result.distances[0]!.uncertaintyMeters).toBe(316.2)
    expect(result.reasons.map(({ code }) => code)).toEqual([
      'inside-zone',
      'means-can-observe',
      'probability-reached',
      'exception-not-excluded',
      'exception-not-excluded',
    ])
  })

  test.each([
    [20, 'breach'],
    [-20, 'breach'],
    [0.1, 'breach'],
    [49.5, 'breach'],
    [-49.5, 'breach'],
    [49.9, 'cannot tell'],
    [50.2, 'cannot tell'],
    [-50.2, 'cannot tell'],
    [50.5, 'no breach'],
    [-60, 'no breach'],
  ])('[AG10] heavy fire %s km from the line: %s', (kilometres, verdict) => {
    expect(resultOf(straight(), 'heavy-fire', eastOf(kilometres)).verdict).toBe(verdict)
  })

  test('[AG10] the edges of a polygon and of an object leave it open as well', () => {
    const sea = (latitude: number, longitude: number) =>
      told(shipped('exercise-2026'), 'sea-corridor', factsAt({ latitude, longitude }))
    expect(sea(45.75, 30.7)).toContain('breach | inside-zone')
    expect(sea(46.2501, 31)).toBe(
      'cannot tell | zone-edge-uncertain | means-can-observe | probability-reached',
    )
    expect(sea(46.3, 31)).toBe('no breach | outside-zone')
    const energy = (kilometres: number) => {
      const place = destination({ latitude: 49.75, longitude: 32.8 }, 0, kilometres * 1_000)
      return told(shipped('exercise-2026'), 'energy-objects', factsAt(place))
    }
    expect(energy(1)).toContain('breach | object-near')
    expect(energy(2.1)).toContain('cannot tell | object-edge-uncertain')
    expect(energy(3)).toBe('no breach | no-object-near')
  })

  test('[AG9] without a line a distance is unknown, never zero', () => {
    const terms = straight((draft) => delete draft.lines[0].geometry)
    const result = resultOf(terms, 'heavy-fire', eastOf(20))
    expect(result.verdict).toBe('cannot tell')
    expect(result.reasons[0]).toEqual({ code: 'no-line', params: { line: 'contact' } })
    expect(result.distances).toEqual([
      { line: 'contact', meters: null, uncertaintyMeters: 300, side: null, nearest: null },
    ])
    // Objects need no line.
    const place = factsAt({ latitude: 49.75, longitude: 32.8 })
    expect(resultOf(terms, 'energy-objects', place).verdict).toBe('breach')
  })

  test('[AG9] a band that leaves out the middle is told apart on each side', () => {
    const terms = straight((draft) => {
      draft.zones[2].sides[0].fromKilometres = 10
      draft.zones[2].sides[1].fromKilometres = 10
    })
    expect(resultOf(terms, 'heavy-fire', eastOf(5)).verdict).toBe('no breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(10.1)).verdict).toBe('cannot tell')
    expect(resultOf(terms, 'heavy-fire', eastOf(-15)).verdict).toBe('breach')
  })

  test('[AG9] a zone on one side only does not reach over the line', () => {
    const terms = straight((draft) => draft.zones[2].sides.splice(1, 1))
    expect(resultOf(terms, 'heavy-fire', eastOf(-5)).verdict).toBe('breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(5)).verdict).toBe('no breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(0.1)).verdict).toBe('cannot tell')
  })
})

describe('two lines', () => {
  const MINSK_TIME = { start: '2015-06-01T10:00:00Z', means: ['satellite-thermal'] as const }

  test('[AG11] between the two Minsk lines neither is preferred, and both answer', () => {
    const debaltseve = factsAt({ latitude: 48.34, longitude: 38.4, ...MINSK_TIME })
    const result = resultOf(shipped('minsk'), 'package-heavy-fire-50', debaltseve)
    expect(result.verdict).toBe('cannot tell')
    expect(result.distances.map(({ line, side }) => [line, side])).toEqual([
      ['memorandum-line', 'party-a'],
      ['actual-line', 'party-b'],
    ])
    expect(
      result.reasons.slice(0, 3).map(({ code, params }) => [code, params['line'], params['party']]),
    ).toEqual([
      ['lines-disagree', undefined, undefined],
      ['line-answers-inside', 'actual-line', 'party-b'],
      ['line-answers-inside', 'memorandum-line', 'party-a'],
    ])
  })

  test('[AG11] where both lines agree on the side, that side is measured from its own line', () => {
    const svitlodarsk = factsAt({ latitude: 48.62, longitude: 38.2, ...MINSK_TIME })
    expect(told(shipped('minsk'), 'package-heavy-fire-50', svitlodarsk)).toContain('breach | inside-zone')
    const farSouth = factsAt({ latitude: 47.9, longitude: 38.6, ...MINSK_TIME })
    expect(told(shipped('minsk'), 'package-heavy-fire-50', farSouth)).toBe(
      'no breach | outside-zone | outside-zone',
    )
  })

  test('[AG11] where two claims for one side answer differently, both are carried', () => {
    const terms = straight((draft) => {
      const claim = { ...draft.lines[0], id: 'claim', kind: 'claimed', claimedBy: 'party-a' }
      claim.geometry = structuredClone(claim.geometry)
      for (const point of claim.geometry.parts[0]) point.longitude = 33.2
      draft.lines.push(claim)
      for (const side of draft.zones[2].sides) side.line = ['contact', 'claim']
    })
    const farEast = resultOf(terms, 'heavy-fire', eastOf(58))
    expect(farEast.verdict).toBe('cannot tell')
    expect(farEast.reasons.slice(0, 3).map(({ code, params }) => [code, params['line']])).toEqual([
      ['lines-disagree', undefined],
      ['line-answers-outside', 'contact'],
      ['line-answers-inside', 'claim'],
    ])
    expect(resultOf(terms, 'heavy-fire', eastOf(30)).verdict).toBe('breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(7)).verdict).toBe('cannot tell')
    expect(resultOf(terms, 'heavy-fire', eastOf(90)).verdict).toBe('no breach')
  })
})
