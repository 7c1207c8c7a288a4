// SPDX-License-Identifier: Apache-2.0
import type { Person } from './person.ts'

/** What the browser works out of every observation of these incidents. */
export async function proofsOf(
  { page, comeTo }: Person,
  incidents: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const incident of incidents) {
    await comeTo(`/incidents/${incident}`)
    // What was asked for before does not come from a store.
    await page.reload()
    const entries = page.locator('.observations > li > details')
    await entries.first().waitFor()
    for (const entry of await entries.all()) {
      await entry.locator('summary').first().click()
      const note = entry.locator('[data-proof]:not([data-proof=checking])')
      await note.waitFor()
      found.push((await note.getAttribute('data-proof')) ?? '')
    }
  }
  return found
}
