// SPDX-License-Identifier: Apache-2.0
import type { Person } from './person.ts'

/** A published list as the page shows it, with the bytes behind it. */
export interface ReadList {
  readonly id: string
  /** Kind, window, closing and digest, in the words of the page. */
  readonly shown: readonly string[]
  /** What the browser found of the bytes, held against the digest on record. */
  readonly found: string
  readonly bytes: string
}

/** Asks the page of lists for those of an earlier size of the log. */
export async function showListsAsOf({ page, hand, comeTo }: Person, size: number): Promise<void> {
  await comeTo('/lists')
  await hand.write(page.locator('input[name=asOf]'), String(size))
  await hand.press(page.locator('.event-form button[type=submit]'))
  await page.waitForURL((url) => url.searchParams.get('asOf') === String(size))
  await page.waitForFunction(
    (asked) =>
      (document.querySelector('.desk > [role=status]')?.textContent ?? '').replaceAll(/\D/g, '') === asked,
    String(size),
  )
}

/** Every list on the page, each checked by its button. */
export async function readLists({ page, hand }: Person): Promise<readonly ReadList[]> {
  const lists: ReadList[] = []
  for (const row of await page.locator('tr[data-list]').all()) {
    await hand.press(row.locator('button'))
    const found = row.locator('[data-found]')
    await found.waitFor()
    const id = (await row.getAttribute('data-list')) ?? ''
    lists.push({
      id,
      shown: (await row.locator('td').allInnerTexts()).slice(0, -1),
      found: (await found.getAttribute('data-found')) ?? '',
      bytes: await page.evaluate(
        async (name) => (await fetch(`/api/v1/lists/${encodeURIComponent(name)}/content`)).text(),
        id,
      ),
    })
  }
  return lists
}
