// SPDX-License-Identifier: Apache-2.0
import type { Entries, Person } from './person.ts'

/** A case that somebody opened, what it rests on and when that began. */
export interface OpenedCase {
  readonly id: string
  readonly incident: string
  readonly breach: string
}

/** Opens a case from the first thing of this standing that the machine listed; where a beginning is named (RFC 3339), of what began then. */
export async function openFirst(
  { page, hand, comeTo }: Person,
  standing: string,
  began = '2',
): Promise<OpenedCase> {
  await comeTo('/cases')
  const listed = page
    .locator(`.listed tr[data-standing="${standing}"]`)
    .filter({ has: page.locator(`time[datetime^="${began}"]`) })
    .first()
  const breach = (await listed.locator('time').getAttribute('datetime')) ?? ''
  await hand.press(listed.locator('a[href^="/cases?"]'))
  const form = page.locator('.begin form')
  const incident = await form.locator('[name=incident]').inputValue()
  await hand.press(form.locator('button[type=submit]'))
  await page.waitForURL(/\/cases\/[0-9a-f]+$/)
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', incident, breach }
}

const LONGEST_WAIT_MS = 120_000
const BETWEEN_LOOKS_MS = 500

/** Looks again until the service itself has brought a case into a state. */
export async function untilState(person: Person, id: string, state: string): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  await person.comeTo(`/cases/${id}`)
  while (performance.now() < until) {
    await person.page.locator('.desk-head .state').waitFor()
    if ((await person.page.locator(`.desk-head .state-${state}`).count()) > 0) return
    await person.page.waitForTimeout(BETWEEN_LOOKS_MS)
    await person.page.reload()
  }
  throw new Error(`the case did not become ${state}`)
}

/** Drafted and submitted by one, reviewed blind and verified by another. */
export async function signTwice(
  author: Person,
  verifier: Person,
  id: string,
  judged: Entries,
  between: () => void,
): Promise<void> {
  await author.comeTo(`/cases/${id}`)
  await author.act('drafted', judged)
  await author.act('submitted')
  between()
  await verifier.comeTo(`/cases/${id}`)
  await verifier.page.locator('.blind').waitFor()
  if ((await verifier.page.locator('main').textContent())?.includes(String(judged['grounds'])) === true)
    throw new Error('the reviewer saw the draft before the review')
  await verifier.act('second-review', { ...judged, grounds: 'EXERCISE: the same by another way.' })
  await verifier.act('verified', { note: 'EXERCISE: reviewed blind, same result.' })
}
