// SPDX-License-Identifier: Apache-2.0
import type { Person } from './person.ts'

export const PREVIEWED = ['incidents', 'violations', 'lists', 'observations', 'messages', 'findings'] as const

/** How much each list holds for an audience, as the previews page shows it to a releaser; looks by the hand of that person. */
export async function lookAs(
  { page, hand, comeTo }: Person,
  audience: string,
): Promise<Readonly<Record<(typeof PREVIEWED)[number], number>>> {
  await comeTo('/previews')
  const counts: Partial<Record<(typeof PREVIEWED)[number], number>> = {}
  for (const kind of PREVIEWED) {
    await hand.choose(page.locator('select[name=audience]'), audience)
    await hand.choose(page.locator('select[name=kind]'), kind)
    const answered = page.waitForResponse(
      (answer) =>
        new URL(answer.url()).pathname === `/api/v1/previews/${encodeURIComponent(audience)}/${kind}`,
    )
    await hand.press(page.locator('.look-form button'))
    const { items } = (await (await answered).json()) as { readonly items: readonly unknown[] }
    await page.locator('[role=status].quiet').waitFor()
    const shown = page.locator('article[data-item]')
    while ((await shown.count()) !== items.length) await page.waitForTimeout(BETWEEN_LOOKS_MS)
    counts[kind] = items.length
  }
  return counts as Readonly<Record<(typeof PREVIEWED)[number], number>>
}

const BETWEEN_LOOKS_MS = 50
