// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { createAgreementLines } from '#agreement'
import { agreementParts } from '#server'

import { openPeopleDesk, type Browser, type PeopleDeskPlace } from '../../../test/people-desk.ts'
import { shipped, shippedText } from '../../../test/sample-terms.ts'

const TEXT = shippedText('exercise-2026')

let place: PeopleDeskPlace
let administrator: Browser
beforeEach(async () => {
  const terms = shipped('exercise-2026')
  place = await openPeopleDesk(null, undefined, () =>
    agreementParts(terms, createAgreementLines(terms), TEXT),
  )
  administrator = await place.signIn(await place.add('first'), 'one-factor')
})
afterEach(() => place.close())

interface Checked {
  readonly problems: readonly {
    readonly path: string
    readonly code: string
    readonly place: { readonly line: number } | null
  }[]
  readonly drawn: unknown
  readonly differs: readonly { readonly path: string; readonly inForce: string; readonly here: string }[]
}

const check = async (text: string): Promise<Checked> => {
  const answer = await administrator.ask('POST', '/api/v1/agreement/check', { text })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Checked
}

describe('trying terms', () => {
  test('[API81] the text in force checks without a problem, differs in nothing and is drawn as it is in force', async () => {
    const text = await (await administrator.ask('GET', '/api/v1/agreement/text')).text()
    expect(text).toBe(TEXT)
    const { problems, drawn, differs } = await check(text)
    const inForce: unknown = await (await administrator.ask('GET', '/api/v1/agreement')).json()
    expect([problems, differs]).toEqual([[], []])
    expect(drawn).toEqual(inForce)
  })

  test('[API81] what differs in substance is listed with both readings', async () => {
    const { differs } = await check(TEXT.replace(/toKilometres: \d+/, 'toKilometres: 17'))
    expect(differs).toHaveLength(1)
    expect(differs[0]?.path).toMatch(/toKilometres$/)
    expect(differs[0]?.here).toBe('17')
    expect(differs[0]?.inForce).not.toBe('17')
  })

  test('[API81] every problem is answered by path, code and line, and nothing is drawn', async () => {
    const broken = TEXT.replace(/latitude: [\d.]+/, 'latitude: 148').replace(/^gates:/m, 'gate:')
    const { problems, drawn, differs } = await check(broken)
    expect(problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['too-big', 'missing', 'unknown-key']),
    )
    const tooBig = problems.find(({ code }) => code === 'too-big')
    expect(broken.split('\n')[(tooBig?.place?.line ?? 0) - 1]).toContain('latitude: 148')
    expect([drawn, differs]).toEqual([null, null])
    expect((await check('a: [')).problems[0]?.code).toBe('yaml-unreadable')
  })

  test('[API81] trying leaves no trace and is for those who may change the terms', async () => {
    const before = (await place.records()).length
    await check(TEXT)
    expect(await place.records()).toHaveLength(before)
    const analyst = await place.signIn(await place.add('analyst', { roles: ['analyst'] }))
    const refused = await analyst.ask('POST', '/api/v1/agreement/check', { text: TEXT })
    expect(refused.status).toBe(403)
    expect((await analyst.ask('GET', '/api/v1/agreement/text')).status).toBe(200)
    expect((await place.ask('GET', '/api/v1/agreement/text')).status).toBe(401)
  })
})
