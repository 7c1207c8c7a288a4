// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'

import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs'
import { describe, expect, test } from 'vitest'

import { toInstant } from '#kernel'

import { readText } from '../../test/architecture/read-files.ts'
import { audiencesOf, DISCLOSURES, ITEM_CLASSES, type Marking } from './marking.ts'
import { passDoor, type Passage } from './pass-door.ts'
import { isInside, readerOf, type Reader } from './reader.ts'
import { sampleItem, SAMPLE_RULES } from './sample-item.ts'
import { SURFACES, type ItemKind, type Surface } from './surfaces.ts'

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar

const READERS: readonly Reader[] = [
  readerOf(null, []),
  readerOf('a', ['party-a']),
  readerOf('b', ['party-b']),
  readerOf('m', ['mechanism']),
  readerOf('c', ['commission', 'mechanism']),
  readerOf('l', ['coalition']),
]
const AUDIENCES: readonly (readonly string[])[] = [
  [],
  ['public'],
  ['party-a'],
  ['mechanism'],
  ['coalition', 'mechanism', 'party-a'],
]
const KINDS: readonly ItemKind[] = ['observation', 'incident', 'finding']

interface Question {
  readonly reader: Reader
  readonly marking: Marking
  readonly kind: ItemKind
  readonly surface: Surface
  readonly delayPassed: boolean
}

const MATRIX: readonly Question[] = READERS.flatMap((reader) =>
  AUDIENCES.flatMap((audiences) =>
    DISCLOSURES.flatMap((disclosure) =>
      ITEM_CLASSES.flatMap((itemClass) =>
        KINDS.flatMap((kind) =>
          SURFACES.flatMap((surface) =>
            [false, true].map((delayPassed) => ({
              reader,
              marking: { owner: 'party-a', audiences, disclosure, class: itemClass },
              kind,
              surface,
              delayPassed,
            })),
          ),
        ),
      ),
    ),
  ),
)

function passageOf({ reader, marking, kind, surface, delayPassed }: Question): Passage['kind'] {
  const item = sampleItem(kind, marking)
  const now = toInstant(item.interval.end + SAMPLE_RULES.delayMs + (delayPassed ? 60_000 : -1))
  return passDoor(surface, item, reader, now, SAMPLE_RULES).kind
}

/** What the policy text answers: the one form that it permits, or withheld. */
function policyAnswer({ reader, marking, kind, surface, delayPassed }: Question): Passage['kind'] {
  const permitted = (['whole', 'coarse', 'committed'] as const).filter((form) => {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Reader', id: 'reader' },
      action: { type: 'Action', id: form },
      resource: { type: 'Item', id: 'item' },
      context: { surface, delayPassed },
      entities: [
        {
          uid: { type: 'Reader', id: 'reader' },
          attrs: { audiences: [...reader.audiences], inside: isInside(reader) },
          parents: [],
        },
        {
          uid: { type: 'Item', id: 'item' },
          attrs: {
            audiences: [...marking.audiences],
            ownAudiences: [...audiencesOf({ ...marking, disclosure: 'undisclosed' })],
            undisclosed: marking.disclosure === 'undisclosed',
            class: marking.class,
            kind,
          },
          parents: [],
        },
      ],
      preparsedPolicySetId: 'releasability',
    })
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
    expect(answer.response.diagnostics.errors).toEqual([])
    return answer.response.decision === 'allow'
  })
  expect(permitted.length).toBeLessThanOrEqual(1)
  return permitted[0] ?? 'withheld'
}

describe('the policy text and the table of doors', () => {
  test(
    '[RL4] say the same for every reader, audience, class, kind, surface and time',
    { timeout: 120_000 },
    () => {
      const read = cedar.preparsePolicySet('releasability', {
        staticPolicies: readText('docs/policy/releasability.cedar'),
      })
      expect(read).toMatchObject({ type: 'success' })
      // Every third question still meets each pair of values.
      const asked = MATRIX.filter((_, at) => at % 3 === 0)
      const differing = asked.filter((question) => passageOf(question) !== policyAnswer(question))
      expect(differing.slice(0, 3)).toEqual([])
      expect(asked.length).toBeGreaterThan(4_000)
      expect(new Set(asked.map(passageOf))).toEqual(new Set(['whole', 'coarse', 'committed', 'withheld']))
    },
  )
})

describe('doors', () => {
  test('[RL5] nothing that is taken away or leaves the Mechanism has a guarded place whole', () => {
    const guarded = MATRIX.filter(({ marking }) =>
      ['origin-of-fire', 'declared-site', 'own-track'].includes(marking.class),
    )
    const whole = guarded.filter((question) => passageOf(question) === 'whole')
    expect(whole.length).toBeGreaterThan(0)
    expect(
      whole.filter(
        ({ reader, surface }) =>
          !isInside(reader) || ['export', 'print', 'feed', 'notice', 'log'].includes(surface),
      ),
    ).toEqual([])
    const early = guarded.filter((question) => !question.delayPassed && passageOf(question) === 'coarse')
    expect(early).toEqual([])
  })

  test('[RL7] coverage in detail and human sources reach nobody outside, in no form', () => {
    const leaving = MATRIX.filter(
      ({ marking, reader, surface }) =>
        (marking.class === 'coverage' || marking.class === 'human-source') &&
        surface !== 'log' &&
        !isInside(reader),
    )
    expect(leaving.filter((question) => passageOf(question) !== 'withheld')).toEqual([])
  })

  test('[RL8] a person who told something at their own risk is in no count, map, stream, file, notice or log, even inside', () => {
    const traces = MATRIX.filter(
      ({ marking, surface }) =>
        marking.class === 'human-source' && !['list', 'item', 'search'].includes(surface),
    )
    expect(traces.filter((question) => passageOf(question) !== 'withheld')).toEqual([])
  })

  test('[RL9] other systems and notices get released findings only, and no observation streams out', () => {
    const outbound = MATRIX.filter(({ surface }) => surface === 'feed' || surface === 'notice')
    expect(
      outbound.filter((question) => question.kind !== 'finding' && passageOf(question) !== 'withheld'),
    ).toEqual([])
    const streamed = MATRIX.filter(
      ({ surface, kind, reader }) =>
        surface === 'event-stream' && kind === 'observation' && !isInside(reader),
    )
    expect(streamed.filter((question) => passageOf(question) !== 'withheld')).toEqual([])
  })
})
