// SPDX-License-Identifier: Apache-2.0
import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { DESK_ORIGIN, openPeoplePlace, type PeoplePlace } from '../../../test/people-place.ts'
import { createSoftwareAuthenticator } from '../../../test/software-authenticator.ts'
import type { Result } from '#kernel'
import { applyPersonEvent, fromPersonRecord, type Account, type Administrator, type Person } from '#people'

import type { Database } from '../database/index.ts'

const PASSWORD = 'four short plain words'
const CONSOLE: Administrator = { kind: 'console' }
const requestOf = (login: string, roles = ['administrator'], compartment = 'mechanism') => ({
  login,
  name: 'A Person',
  organisation: 'Mechanism',
  nation: 'FI',
  compartment,
  roles,
})

/** Accounts, sign-ins and their record, on tables that `open` gives; without it on a file of SQLite. */
export function describePeople(name: string, open?: () => Promise<Database>): void {
  let place: PeoplePlace
  beforeEach(async () => {
    place = await openPeoplePlace(undefined, open)
  })
  afterEach(() => place.close())

  const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : (result.problems[0]?.code ?? ''))
  function valueOf<T>(result: Result<T>): T {
    if (!result.ok) throw new Error(codeOf(result))
    return result.value
  }
  const person = async (login: string, roles?: string[], compartment?: string): Promise<Person> =>
    valueOf(await place.people.desk.addWithPassword(requestOf(login, roles, compartment), PASSWORD))
  const by = (one: Person): Administrator => ({ kind: 'person', person: one })
  const kinds = async (): Promise<readonly string[]> =>
    (await place.records()).map(({ content }) =>
      content.kind === 'record' ? content.record.kind : content.recordKind,
    )
  const codeAt = (secret: string, ms: number): string =>
    generateSync({
      strategy: 'totp',
      secret,
      epoch: Math.floor(ms / 1_000),
      crypto: new NobleCryptoPlugin(),
      base32: new ScureBase32Plugin(),
    })

  describe(`invitation, ${name}`, () => {
    test('[PE8] a person comes in with the code they were told, once', async () => {
      const { desk, signIn } = place.people
      const { code } = valueOf(await desk.add(CONSOLE, requestOf('first')))
      expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/)
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('sign-in-refused')
      expect(codeOf(await signIn.enrol('first', code.replace(/^./, 'z'), PASSWORD))).toBe('enrolment-refused')
      expect(codeOf(await signIn.enrol('first', code, 'short'))).toBe('password-too-short')
      expect(codeOf(await signIn.enrol('First ', code.toUpperCase().replaceAll('-', ' '), PASSWORD))).toBe(
        'ok',
      )
      expect(codeOf(await signIn.enrol('first', code, 'another phrase'))).toBe('enrolment-refused')
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('ok')
    })

    test('[PE8] a code that is too old opens nothing', async () => {
      const { code } = valueOf(await place.people.desk.add(CONSOLE, requestOf('first')))
      place.clock.nowMs += 72 * 3_600_000
      expect(codeOf(await place.people.signIn.enrol('first', code, PASSWORD))).toBe('enrolment-refused')
    })

    test('[PE30] a new installation has nobody; set-up makes two administrators or none, and only once', async () => {
      const { desk, signIn } = place.people
      expect(await desk.isEmpty()).toBe(true)
      expect(codeOf(await signIn.byPassword('admin', 'admin', null))).toBe('sign-in-refused')
      expect(codeOf(await desk.setUp([requestOf('first')]))).toBe('two-administrators-needed')
      const bad = await desk.setUp([requestOf('first'), requestOf('no good')])
      expect(bad.ok ? [] : bad.problems).toEqual([{ path: 'administrators.1.login', code: 'login-unusable' }])
      expect(await desk.isEmpty()).toBe(true)
      expect(
        valueOf(await desk.setUp([requestOf('first'), requestOf('second')])).map(({ code }) => code.length),
      ).toEqual([23, 23])
      expect(codeOf(await desk.setUp([requestOf('third'), requestOf('fourth')]))).toBe('set-up-done')
    })
  })

  describe(`signing in, ${name}`, () => {
    test('[PE31] every refusal is the same, and every attempt is on record', async () => {
      const { signIn, desk } = place.people
      const closed = await person('closed')
      await person('first')
      valueOf(await desk.step(CONSOLE, closed.id, 'close'))
      const refusals = [
        await signIn.byPassword('first', 'not the password', null),
        await signIn.byPassword('nobody', PASSWORD, null),
        await signIn.byPassword('closed', PASSWORD, null),
        await signIn.byPassword('', '', '123456'),
      ]
      expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
      expect((await kinds()).filter((kind) => kind === 'sign-in-failed')).toHaveLength(4)
      expect(JSON.stringify(await place.records())).not.toContain('nobody')
    })

    test('[PE6] five failures lock; the right password then opens nothing until the time is over', async () => {
      const { signIn } = place.people
      await person('first')
      for (let n = 0; n < 5; n += 1) await signIn.byPassword('first', 'not the password', null)
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('sign-in-refused')
      place.clock.nowMs += 15 * 60_000
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('ok')
      expect((await kinds()).slice(-2)).toEqual(['unlocked', 'signed-in'])
    })

    test('[PE21] whoever has one-time codes is asked for one, and each is taken once', async () => {
      const { signIn, own } = place.people
      const { id } = await person('first')
      const { secret } = valueOf(await own.offerOneTimeCodes(id))
      expect(codeOf(await own.confirmOneTimeCodes(id, '000000'))).toBe('one-time-code-wrong')
      valueOf(await own.confirmOneTimeCodes(id, codeAt(secret, place.clock.nowMs)))
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('sign-in-refused')
      const code = codeAt(secret, place.clock.nowMs)
      const both = await Promise.all([1, 2].map(() => signIn.byPassword('first', PASSWORD, code)))
      expect(both.map(codeOf).sort()).toEqual(['ok', 'sign-in-refused'])
      expect(both.flatMap((entry) => (entry.ok ? [entry.value.assurance] : []))).toEqual(['two-factor'])
    })

    test('[PE22] a passkey opens its own account alone, without a name typed', async () => {
      const { signIn, own } = place.people
      const { id } = await person('first')
      const device = createSoftwareAuthenticator()
      const options = valueOf(await own.passkeyOptions(id))
      valueOf(await own.addPasskey(id, 'my key', device.register(options, DESK_ORIGIN)))
      const ask = await place.context.passkeys!.signInOptions()
      const answer = device.signIn(ask, DESK_ORIGIN)
      expect(valueOf(await signIn.byPasskey(answer))).toMatchObject({
        assurance: 'two-factor',
        account: { person: { id } },
      })
      expect(codeOf(await signIn.byPasskey(answer))).toBe('sign-in-refused')
      const other = await person('second')
      const stolen = device.signIn(await place.context.passkeys!.signInOptions(), DESK_ORIGIN)
      const userHandle = Buffer.from(other.id, 'hex').toString('base64url')
      const asOther = { ...stolen, response: { ...stolen.response, userHandle } }
      expect(codeOf(await signIn.byPasskey(asOther))).toBe('sign-in-refused')
    })

    test('[PE10] a person changes their password with the old one, and keeps at least one way in', async () => {
      const { own, signIn } = place.people
      const { id } = await person('first')
      expect(codeOf(await own.changePassword(id, 'wrong', 'another long phrase'))).toBe('password-wrong')
      expect(codeOf(await own.changePassword(id, PASSWORD, 'a person'))).toBe('password-too-short')
      valueOf(await own.changePassword(id, PASSWORD, 'another long phrase'))
      expect(codeOf(await signIn.byPassword('first', PASSWORD, null))).toBe('sign-in-refused')
      expect(codeOf(await own.remove(id, 'password'))).toBe('last-credential')
    })
  })

  describe(`recovery, ${name}`, () => {
    test('[PE7] two administrators give back an account; what opened it before opens nothing', async () => {
      const { desk, signIn } = place.people
      const [first, second, lost] = [
        await person('first'),
        await person('second'),
        await person('lost', ['analyst']),
      ]
      valueOf(await desk.step(by(first), lost.id, 'request-recovery'))
      expect(codeOf(await signIn.byPassword('lost', PASSWORD, null))).toBe('sign-in-refused')
      expect(codeOf(await desk.step(by(first), lost.id, 'approve-recovery'))).toBe(
        'second-administrator-needed',
      )
      const approved = valueOf(await desk.step(by(second), lost.id, 'approve-recovery'))
      expect(codeOf(await signIn.byPassword('lost', PASSWORD, null))).toBe('sign-in-refused')
      valueOf(await signIn.enrol('lost', approved!.code, 'a wholly new phrase'))
      expect(codeOf(await signIn.byPassword('lost', PASSWORD, null))).toBe('sign-in-refused')
      expect(codeOf(await signIn.byPassword('lost', 'a wholly new phrase', null))).toBe('ok')
    })
  })

  describe(`sessions, ${name}`, () => {
    test('[PE9] a session ends by itself, and its end is on record', async () => {
      const { sessions, enter } = place.people
      const { id } = await person('first')
      const { token } = sessions.begin(id, 'one-factor')
      place.clock.nowMs += 29 * 60_000
      expect((await enter(token))?.account.person.id).toBe(id)
      place.clock.nowMs += 30 * 60_000
      expect(await enter(token)).toBe(null)
      await place.people.close()
      const last = (await place.records()).at(-1)?.content
      expect(last).toMatchObject({ kind: 'record', record: { kind: 'signed-out', body: { reason: 'idle' } } })
    })

    test('[PE32] closing or locking an account ends its sessions at the next question', async () => {
      const { sessions, enter, desk } = place.people
      const one = await person('first', ['analyst'])
      const { token } = sessions.begin(one.id, 'two-factor')
      expect(await enter('another token')).toBe(null)
      valueOf(await desk.step(CONSOLE, one.id, 'lock'))
      expect(await enter(token)).toBe(null)
      valueOf(await desk.step(CONSOLE, one.id, 'unlock'))
      expect(await enter(token)).toBe(null)
    })
  })

  describe(`records and tables, ${name}`, () => {
    test('[PE5] the table of accounts is the fold over the records', async () => {
      const { desk, signIn } = place.people
      const [first, second] = [await person('first'), await person('second', ['analyst'])]
      await signIn.byPassword('second', 'not the password', null)
      await signIn.byPassword('second', PASSWORD, null)
      valueOf(await desk.change(by(first), second.id, { roles: ['verifier'], name: 'Another Name' }))
      valueOf(await desk.step(by(first), second.id, 'close'))
      const folded = new Map<string, Account>()
      for (const { content } of await place.records()) {
        if (content.kind !== 'record' || content.record.body['person'] === null) continue
        const { event, atMs } = fromPersonRecord(content.record)
        folded.set(event.person, applyPersonEvent(folded.get(event.person) ?? null, event, atMs))
      }
      expect(await desk.accounts.list(null)).toEqual([folded.get(first.id), folded.get(second.id)])
      expect((await desk.accounts.byId(second.id))?.person).toMatchObject({
        roles: ['verifier'],
        name: 'Another Name',
      })
    })

    test('[PE4] accounts of another compartment are nobody’s to change', async () => {
      const { desk } = place.people
      const first = await person('first')
      const other = await person('other', ['administrator'], 'party:party-a')
      expect(codeOf(await desk.step(by(first), other.id, 'lock'))).toBe('person-unknown')
      expect(codeOf(await desk.step(by(first), '0'.repeat(32), 'lock'))).toBe('person-unknown')
      expect(codeOf(await desk.invite(by(first), other.id))).toBe('person-unknown')
    })
  })
}
