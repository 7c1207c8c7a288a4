// SPDX-License-Identifier: Apache-2.0
import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'

import type { Part } from '../../../src/cli/story/cast.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'

export const SOURCE_HANDLER: Part = {
  login: 'exercise-source-handler',
  nation: 'FI',
  compartment: 'mechanism',
  role: 'source-handler',
}

const PLUGINS = { crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() }

/** Sets up codes of an authenticator at the page that asks for them, which shows something more then; good until the story's clock is turned. */
export async function takeSecondFactor(
  { page, hand, fill, comeTo }: Person,
  stage: Stage,
  { path, opens } = { path: '/human-sources', opens: '.begin .action' },
): Promise<void> {
  await comeTo(path)
  await hand.press(page.locator('main .mantine-Button-root').first())
  const secret = (await page.locator('.secret').textContent()) ?? ''
  const epoch = Math.floor(stage.clock.now() / 1_000)
  const form = page.locator('main form')
  await fill(form, { oneTimeCode: generateSync({ strategy: 'totp', secret, epoch, ...PLUGINS }) })
  await hand.press(form.locator('button[type=submit]'))
  await page.locator(opens).first().waitFor()
}

/** Takes in what a witness told, for these uses; gives the id, which is all that the witness keeps. */
export async function holdWords(
  { page, hand, fill }: Person,
  text: string,
  uses: readonly string[],
): Promise<string> {
  const before = await page.locator('.material').evaluateAll(idsOf)
  await hand.press(page.locator('.begin .action'))
  const form = page.locator('.begin form')
  await fill(form, { text, uses })
  await hand.press(form.locator('button[type=submit]'))
  await form.waitFor({ state: 'detached' })
  await page.locator('.material').nth(before.length).waitFor()
  const after = await page.locator('.material').evaluateAll(idsOf)
  return after.find((id) => !before.includes(id)) ?? ''
}

const idsOf = (all: readonly Element[]): readonly string[] =>
  all.map((one) => one.getAttribute('data-material') ?? '')
