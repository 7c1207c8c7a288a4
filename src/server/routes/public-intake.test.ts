// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, type PeopleDeskPlace } from '../../../test/people-desk.ts'
import { DAY_MS } from '#kernel'
import { formatMessage, LANGUAGES, withoutIsolates } from '#messages'

import { INTAKE_PAGE_BYTES } from '../public-intake/intake-page.ts'

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk()
})
afterEach(() => place.close())

const PEER = '203.0.113.77'
const AGENT = 'a browser of somebody'
/** One pixel, with a comment that says who made it. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)

async function open(days = 30): Promise<void> {
  const path = '/api/v1/intake-decision'
  const logins = [`first${days}`, `second${days}`]
  const [first, second] = await Promise.all(logins.map(async (login) => place.signIn(await place.add(login))))
  const until = new Date(place.clock.nowMs + days * DAY_MS).toISOString()
  const text = 'What it may cost those who write to us, and what we shall do about it. '.repeat(4)
  const proposed = await first!.ask('POST', path, { step: 'propose', text, until })
  const { digest } = (await proposed.json()) as { digest: string }
  expect((await second!.ask('POST', path, { step: 'approve', digest })).status).toBe(200)
}

interface Asked {
  readonly method?: string
  readonly body?: NonNullable<RequestInit['body']>
  readonly headers?: Record<string, string>
}
const ask = (path: string, init: Asked = {}): Promise<Response> =>
  place.request(path, { ...init, headers: { host: 'localhost', 'user-agent': AGENT, ...init.headers } }, PEER)

function formOf(fields: {
  words?: string
  uses?: readonly string[]
  code?: string
  pictures?: readonly Uint8Array[]
}) {
  const form = new FormData()
  for (const name of ['words', 'code'] as const) if (fields[name] !== undefined) form.set(name, fields[name])
  for (const use of fields.uses ?? []) form.append('uses', use)
  for (const bytes of fields.pictures ?? [])
    form.append('pictures', new Blob([Uint8Array.from(bytes)]), 'name.png')
  return form
}
const send = (fields: Parameters<typeof formOf>[0], path = '/intake?lang=en') =>
  ask(path, { method: 'POST', body: formOf(fields), headers: { origin: 'http://localhost' } })
const said = (text: string, key: string): boolean =>
  text.includes(withoutIsolates(formatMessage('en', key as never)).replaceAll('’', '’'))
const codeIn = (text: string): string => /<code>([0-9a-z-]+)<\/code>/.exec(text)?.[1] ?? ''

/** All that comes back but the name of the request, which is random. */
async function everythingOf(answer: Response): Promise<string> {
  const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
  return `${answer.status} ${JSON.stringify(headers)} ${await answer.text()}`
}

describe('what the public sends', () => {
  test('[PE46] without a decision that stands there is nothing there, as on every path that is not there', async () => {
    const compare = async (): Promise<void> => {
      for (const [path, unknown] of [
        ['/intake', '/intakes'],
        ['/intake/withdrawal', '/intakes/withdrawal'],
      ] as const) {
        expect(await everythingOf(await ask(path))).toBe(await everythingOf(await ask(unknown)))
        const sent = () => ({ method: 'POST', body: formOf({ words: 'w', uses: ['verify'] }) })
        expect(await everythingOf(await ask(path, sent()))).toBe(
          await everythingOf(await ask(unknown, sent())),
        )
      }
    }
    await compare()
    await open(1)
    expect((await ask('/intake')).status).toBe(200)
    place.clock.nowMs += DAY_MS
    await compare()
  })

  test('[PE46] words and pictures are taken, told by the source handler from nothing else, and taken back by the code', async () => {
    await open()
    const answer = await send({ words: 'what I saw', uses: ['verify'], pictures: [PNG] })
    const text = await answer.text()
    expect([answer.status, said(text, 'intake.note-thanks')]).toEqual([200, true])
    const code = codeIn(text)
    expect(code).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/)
    expect(await place.vault.list()).toEqual([])
    place.clock.nowMs += DAY_MS
    await place.vault.turnDay()
    const held = await place.vault.list()
    expect(
      held.map(({ kind, consent }) => `${kind} ${consent.verify} ${consent['publish-derived']}`).sort(),
    ).toEqual(['picture true false', 'words true false'])
    expect(JSON.stringify(held)).not.toContain(code)
    const wrong = await send({ code: '00000-00000-00000-00000' }, '/intake/withdrawal?lang=en')
    expect(said(await wrong.text(), 'intake.note-code-unknown')).toBe(true)
    const back = await send({ code: code.toUpperCase() }, '/intake/withdrawal?lang=en')
    expect(said(await back.text(), 'intake.note-withdrawn')).toBe(true)
    expect((await place.vault.list()).map(({ state }) => state)).toEqual(['destroyed', 'destroyed'])
  })

  test('[PE46] what waits can be narrowed and taken back before the day turns', async () => {
    await open()
    const code = codeIn(await (await send({ words: 'a', uses: ['verify', 'publish-derived'] })).text())
    await send({ code, uses: ['publish-derived'] }, '/intake/withdrawal')
    const other = codeIn(await (await send({ words: 'b', uses: ['verify'] })).text())
    await send({ code: other }, '/intake/withdrawal')
    place.clock.nowMs += DAY_MS
    await place.vault.turnDay()
    expect((await place.vault.list()).map(({ consent }) => consent)).toEqual([
      { verify: true, 'share-with-commission': false, 'publish-derived': false },
    ])
  })

  test('[PE47] every answer has one length and one status, in every language, whatever was sent', async () => {
    await open()
    const answers = [
      ...(await Promise.all(LANGUAGES.map((language) => ask(`/intake?lang=${language}`)))),
      await send({}),
      await send({ words: 'w' }),
      await send({ words: 'w', uses: ['verify'] }, '/intake?lang=ru'),
      await send({ uses: ['verify'], pictures: [Buffer.from('GIF89a')] }),
      await send({ words: 'w'.repeat(20_001), uses: ['verify'] }),
      await send({ words: 'w'.repeat(13 * 1024 * 1024), uses: ['verify'] }),
      await send({ code: 'x' }, '/intake/withdrawal'),
      await ask('/intake', { method: 'POST', body: 'no form' }),
      await ask('/intake', { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } }),
    ]
    for (const answer of answers) {
      const { length } = new Uint8Array(await answer.arrayBuffer())
      expect([answer.status, length, answer.headers.get('set-cookie')]).toEqual([
        200,
        INTAKE_PAGE_BYTES,
        null,
      ])
    }
    const first = await (await ask('/intake')).text()
    expect(first).toContain('<html lang="ar" dir="rtl">')
    expect(first).not.toMatch(/<script|<img|https?:/)
    const policy = (await ask('/intake')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("form-action 'self'")
    expect(policy).not.toContain('script-src')
  })

  test('[PE48] nothing of it is in a log, a record or a count, nor a word of who sent it', async () => {
    await open()
    const [records, lines] = [(await place.records()).length, place.lines.length]
    const figures = async () =>
      (await (await place.request('/metrics', { headers: { host: 'localhost' } })).text())
        .split('\n')
        .filter((line) => line.includes('/intake') || /requests_total|seconds_count/.test(line))
        .filter((line) => !line.includes('/metrics'))
    const before = await figures()
    for (let n = 0; n < 5; n += 1) await send({ words: `what I saw ${n}`, uses: ['verify'] })
    await send({ code: 'x' }, '/intake/withdrawal')
    expect(await figures()).toEqual(before)
    expect((await place.records()).length).toBe(records)
    expect(place.lines.slice(lines).filter((line) => !line.includes('/metrics'))).toEqual([])
    place.clock.nowMs += DAY_MS
    await place.vault.turnDay()
    const written = (await place.records()).slice(records)
    expect(written.map(({ content }) => content.kind === 'record' && content.record.kind)).toEqual([
      'vault-state',
    ])
    const all = JSON.stringify([await place.records(), place.lines])
    for (const trace of [PEER, AGENT, 'what I saw']) expect(all).not.toContain(trace)
  })

  test('[PE49] what waits on the disk is of one size and written anew at each beat, come what may', async () => {
    await open()
    const vault = join(place.folder, 'vault')
    const seen = () => {
      const { size, ino } = statSync(join(vault, 'porch'))
      return { size, ino, names: readdirSync(vault, { recursive: true, encoding: 'utf8' }).sort() }
    }
    await place.vault.turnDay()
    await place.porch.beat()
    const empty = seen()
    await place.porch.beat()
    const still = seen()
    await send({ words: 'what I saw', uses: ['verify'], pictures: [PNG] })
    expect(seen()).toEqual(still)
    await place.porch.beat()
    const one = seen()
    expect([one.size, one.names]).toEqual([empty.size, empty.names])
    expect([still.ino === empty.ino, one.ino === still.ino]).toEqual([false, false])
    place.clock.nowMs += DAY_MS
    await place.vault.turnDay()
    const ages = readdirSync(join(vault, 'material')).map(
      (name) => statSync(join(vault, 'material', name)).mtimeMs,
    )
    expect([ages.length, new Set(ages).size]).toEqual([2, 1])
  })

  test('[PE49] there is an end to what may wait, and then it is said', async () => {
    await open()
    const words = 'w'.repeat(19_000)
    const texts = []
    for (let n = 0; n < 4; n += 1) texts.push(await (await send({ words, uses: ['verify'] })).text())
    expect(texts.map((text) => said(text, 'intake.note-thanks'))).toEqual([true, true, true, false])
    expect(said(texts[3]!, 'intake.note-full')).toBe(true)
  })
})
