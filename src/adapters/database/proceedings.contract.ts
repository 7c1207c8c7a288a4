// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test } from 'vitest'

import { cryptography, exerciseSigner } from '../../../test/evidence/sample-bundle.ts'
import {
  TERMS,
  PARTIES,
  BREACH,
  hour,
  OPENED,
  TO_RELEASE,
  RELEASED,
  type Event,
  type Step,
} from '../../../test/release-steps.ts'
import { exerciseSaltKey } from '#evidence'
import { toInstant, type Actor } from '#kernel'
import { carryOut, carryOutDue, stateOf } from '#responses'

import { createAudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import { openLedger } from './ledger.ts'
import { migrate } from './migrate.ts'
import { proceedingProjections } from './proceeding-projections.ts'
import { createProceedingQueries } from './proceeding-queries.ts'

const actorOf = (person: string, nation: string): Actor => ({
  person,
  nation,
  organisation: 'o',
  compartment: 'mechanism',
  roles: [],
})
const ANN = actorOf('ann', 'FR')

/** One suite for every database that keeps proceedings. */
export function describeProceedings(name: string, open: () => Promise<Database>): void {
  const opened: Database[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()))
  })

  async function start() {
    const database = await open()
    opened.push(database)
    await migrate(database, toInstant(BREACH))
    const audienceSets = createAudienceSets()
    const ledger = await openLedger(database, {
      cryptography,
      saltKey: exerciseSaltKey(cryptography),
      signers: { public: exerciseSigner, internal: exerciseSigner },
      audienceSets,
      projections: proceedingProjections(audienceSets),
      now: () => toInstant(BREACH),
    })
    const play = async (steps: readonly Step[]): Promise<readonly (readonly string[])[]> => {
      const refused: (readonly string[])[] = []
      for (const [person, nation, at, proceeding, event] of steps) {
        const actor = actorOf(person, nation)
        const done = await ledger.write((turn) =>
          carryOut(turn, TERMS, { name: proceeding, id: 'c1', event, actor, at: hour(at) }),
        )
        if (!done.ok) refused.push(done.problems.map(({ code }) => code))
      }
      return refused
    }
    const due = async (at: string) => {
      const found = await queries.due(toInstant(Date.parse(at)), 100)
      for (const one of found) await ledger.write((turn) => carryOutDue(turn, TERMS, one, at))
      return found
    }
    const queries = createProceedingQueries(database, ledger, audienceSets)
    return { ledger, queries, play, due }
  }
  const reader = (...audiences: readonly string[]) => ({ audiences, asOf: null, after: null, limit: 10 })

  describe(`proceedings in ${name}`, () => {
    test('[PR1] a case goes from what was listed to a closed response, with both clocks right and every event on record', async () => {
      const { ledger, queries, play, due } = await start()
      expect(await play(TO_RELEASE)).toEqual([])
      expect(await due(hour(9))).toEqual([])
      expect(await due(hour(10))).toEqual([{ name: 'cases', id: 'c1' }])
      expect(await due(hour(10))).toEqual([])
      const opening: Event = {
        kind: 'opened',
        because: { kind: 'finding', case: 'c1' },
        breach: hour(0),
        firstKnowledge: hour(2),
        owner: 'oda',
      }
      expect(await play([['oda', 'FR', 11, 'responses', opening]])).toEqual([['no-confirmed-violation']])
      const seated: Event = { kind: 'seated', conflictOfInterest: '' }
      const voted: Event = { kind: 'voted', vote: 'for' }
      const warned: Event = { kind: 'voted', step: 'warning', vote: 'for' }
      const refused = await play([
        RELEASED,
        ['oda', 'FR', 12, 'responses', { ...opening, breach: hour(1) }],
        ['oda', 'FR', 12, 'responses', opening],
        ['cem', 'TR', 12, 'cases', { kind: 'closed', response: 'c1' }],
        ['reg', 'FR', 12, 'attributions', { kind: 'opened', case: 'c1', soleSourceNation: null }],
        ['oda', 'FR', 13, 'attributions', seated],
        ['pia', 'CH', 13, 'attributions', seated],
        ['quo', 'GB', 13, 'attributions', seated],
        [
          'oda',
          'FR',
          13,
          'attributions',
          {
            kind: 'proposed',
            conclusion: { kind: 'likely', party: 'party-b' },
            intent: 'unknown',
            grounds: 'g',
          },
        ],
        ['oda', 'FR', 14, 'attributions', voted],
        ['pia', 'CH', 14, 'attributions', voted],
        ['quo', 'GB', 14, 'attributions', { kind: 'voted', vote: 'against', dissent: 'too thin' }],
        ['oda', 'FR', 14, 'attributions', { kind: 'decided' }],
        ['oda', 'FR', 15, 'responses', { kind: 'escalation-proposed', step: 'warning', grounds: 'g' }],
        ['oda', 'FR', 15, 'responses', warned],
        ['pia', 'CH', 15, 'responses', warned],
        [
          'oda',
          'FR',
          16,
          'responses',
          { kind: 'step-decided', step: 'warning', decision: 'taken', grounds: 'g' },
        ],
        [
          'oda',
          'FR',
          16,
          'responses',
          { kind: 'remedy-set', remedy: 'm', what: 'w', by: 'party-b', dueAt: hour(90) },
        ],
      ])
      expect(refused).toEqual([['clock-not-of-case'], ['confirmed-needs-an-answer']])
      // The second step was due 48 hours after the breach, and nobody took it.
      expect(await due(hour(47))).toEqual([])
      expect(await due(hour(49))).toEqual([{ name: 'responses', id: 'c1' }])
      expect(await due(hour(49))).toEqual([])
      expect(
        await play([
          [
            'pia',
            'CH',
            60,
            'responses',
            { kind: 'remedy-verified', remedy: 'm', result: 'done', grounds: 'g' },
          ],
          ['oda', 'FR', 61, 'responses', { kind: 'concluded', outcome: 'remedied', grounds: 'g' }],
          ['cem', 'TR', 62, 'cases', { kind: 'closed', response: 'c1' }],
        ]),
      ).toEqual([])
      const [kase] = (await queries.list('cases', { ...reader('mechanism'), states: ['closed'] })).items
      expect(kase?.summary.state).toBe('closed')
      const stored = (await queries.get('responses', 'c1', ['commission'], null))?.document
      expect(stored).toEqual(JSON.parse(JSON.stringify(await stateOf(ledger, 'responses', 'c1'))))
      expect(stored).toMatchObject({ responsibility: { party: 'party-b' }, firstKnowledge: hour(2) })
    })

    test('[PR2] who may not read a proceeding finds none, and each party is told in its own message alone', async () => {
      const { queries, play, due } = await start()
      await play(TO_RELEASE)
      for (const audience of ['public', 'commission', `party:${PARTIES[0]!}`]) {
        expect(await queries.get('cases', 'c1', [audience], null)).toBeNull()
        expect((await queries.list('cases', { ...reader(audience), states: null })).atLeast).toBe(0)
      }
      const now = toInstant(Date.parse(hour(10)))
      const told = await Promise.all(
        PARTIES.map(
          async (party) => (await queries.outgoing('message', { ...reader(`party:${party}`), now })).items,
        ),
      )
      expect(told.map((items) => items.map(({ document }) => document['party']))).toEqual(
        PARTIES.map((party) => [party]),
      )
      const words = told.map(([message]) => {
        const { party: _of, ...rest } = message!.document
        return rest
      })
      expect(words[0]).toEqual(words[1])
      expect(JSON.stringify(words)).not.toContain('48.01')
      await due(hour(10))
      await play([RELEASED])
      const findings = (at: number) =>
        queries.outgoing('finding', { ...reader('public'), now: toInstant(Date.parse(hour(at))) })
      expect((await findings(25)).items).toEqual([])
      const [finding] = (await findings(26)).items
      expect(finding?.document['replies']).toEqual([
        { party: PARTIES[0], reply: { text: 'not us', at: hour(7) } },
        { party: PARTIES[1], reply: null },
      ])
    })

    test('[AT4] a finding says which rules of its panel the attribution was made without, in codes and to whoever has it', async () => {
      const { queries, play, due } = await start()
      await play(TO_RELEASE)
      await due(hour(10))
      await play([RELEASED])
      const panel = async (): Promise<unknown> => {
        const query = { ...reader('public'), now: toInstant(Date.parse(hour(40))) }
        const [finding] = (await queries.outgoing('finding', query)).items
        const text = JSON.stringify(finding)
        for (const secret of ['nobody else', 'quo', 'pia', 'party-b"}', 'deliberate'])
          expect(text).not.toContain(secret)
        return finding?.document['panel']
      }
      const seated: Event = { kind: 'seated', conflictOfInterest: '' }
      const voted: Event = { kind: 'voted', vote: 'for' }
      const conclusion = { kind: 'likely', party: 'party-b' }
      const proposed: Event = { kind: 'proposed', conclusion, intent: 'deliberate', grounds: 'g' }
      const votes = (at: number): readonly Step[] => [
        ['oda', 'FR', at, 'attributions', proposed],
        ['oda', 'FR', at, 'attributions', voted],
        ['pia', 'CH', at, 'attributions', voted],
        ['quo', 'GB', at, 'attributions', voted],
      ]
      const decided: Step = ['oda', 'FR', 14, 'attributions', { kind: 'decided' }]
      const undecided = await play([
        ['reg', 'FR', 12, 'attributions', { kind: 'opened', case: 'c1', soleSourceNation: 'GB' }],
        ['oda', 'FR', 13, 'attributions', seated],
        ['pia', 'CH', 13, 'attributions', seated],
        ['quo', 'GB', 13, 'attributions', seated],
        ...votes(13),
        decided,
      ])
      expect([undecided, await panel()]).toEqual([[['nation-is-only-source']], null])
      const because = { kind: 'decided', panelUnmetBecause: 'nobody else could sit' }
      expect(await play([['oda', 'FR', 14, 'attributions', because]])).toEqual([])
      const untested = ['party-nations-unknown', 'coalition-unknown']
      const lacking = { unmet: ['nation-is-only-source'], untested }
      expect(await panel()).toEqual(lacking)
      // A later reply makes the finding anew, and so does a new decision.
      const late = { kind: 'party-replied', party: PARTIES[1]!, text: 'nor us', attachments: [] }
      await play([['lib', 'BB', 15, 'cases', late]])
      expect(await panel()).toEqual(lacking)
      await play([['oda', 'FR', 16, 'attributions', { kind: 'reopened', reason: 'r' }]])
      expect(await panel()).toBeNull()
      const recused: Step = ['quo', 'GB', 17, 'attributions', { kind: 'recused', reason: 'r' }]
      const another: Step = ['rui', 'FR', 17, 'attributions', seated]
      const vote: Step = ['rui', 'FR', 17, 'attributions', voted]
      await play([recused, another, ...votes(17), vote, decided])
      expect(await panel()).toEqual({ unmet: [], untested })
    })

    test('[PR3] a proceeding reads as it did at every size of the log, page by page', async () => {
      const { ledger, queries, play } = await start()
      const states: string[] = []
      const sizes: number[] = []
      for (const step of TO_RELEASE) {
        await play([step])
        sizes.push(await ledger.sizeOf('public'))
        states.push((await queries.get('cases', 'c1', ['mechanism'], null))!.summary.state)
      }
      const then = await Promise.all(sizes.map((size) => queries.get('cases', 'c1', ['mechanism'], size)))
      expect(then.map((row) => row?.summary.state)).toEqual(states)
      for (let k = 0; k < 7; k += 1) {
        await ledger.write((turn) =>
          carryOut(turn, TERMS, {
            name: 'cases',
            id: `d${k}`,
            event: OPENED,
            actor: ANN,
            at: hour(20 - (k % 3)),
          }),
        )
      }
      const found: string[] = []
      for (let after: string | null = null; ;) {
        const page = await queries.list('cases', { ...reader('mechanism'), limit: 3, after, states: null })
        expect(page.atLeast).toBe(8)
        found.push(...page.items.map(({ id }) => id))
        after = page.next
        if (after === null) break
      }
      const inOrder = ['d6', 'd3', 'd0', 'd4', 'd1', 'd5', 'd2', 'c1']
      expect(found).toEqual(inOrder)
      // The last of the list changes between two pages, and so does the list: those after the first hold as of it.
      const query = { ...reader('mechanism'), limit: 3, states: ['open', 'with-parties'] }
      const first = await queries.list('cases', query)
      expect([first.asOf, first.items.map(({ id }) => id)]).toEqual([
        await ledger.sizeOf('public'),
        inOrder.slice(0, 3),
      ])
      const whole = queries.stream('cases', { audiences: ['mechanism'], states: null })
      const { value: streamed } = await whole.next()
      const add = { kind: 'hypothesis-added', hypothesis: 'h', statement: 's', disprovedBy: 'd' }
      const merge = { kind: 'merged', into: 'd6', reason: 'r' }
      for (const [id, event] of [
        ['d2', add],
        ['d4', merge],
      ] as const) {
        const command = { name: 'cases', id, event, actor: ANN, at: hour(21) } as const
        expect((await ledger.write((turn) => carryOut(turn, TERMS, command))).ok).toBe(true)
      }
      const rest = await queries.list('cases', { ...query, limit: 9, after: first.next, asOf: first.asOf })
      expect(rest).toMatchObject({ asOf: first.asOf, atLeast: 8, next: null })
      expect(rest.items.map(({ id }) => id)).toEqual(inOrder.slice(3))
      const streamedIds = [streamed!.id]
      for await (const { id } of whole) streamedIds.push(id)
      expect(streamedIds).toEqual(inOrder)
      expect((await queries.list('cases', query)).items.map(({ id }) => id)).toEqual(['d2', 'd6', 'd3'])
      const many = await queries.getMany('cases', ['d2', 'd4', 'none'], ['mechanism'])
      expect(['d2', 'd4', 'none'].map((id) => many.get(id)?.summary.state)).toEqual([
        'open',
        'merged',
        undefined,
      ])
      expect((await queries.getMany('cases', ['d2'], ['commission'])).size).toBe(0)
    })
  })
}
