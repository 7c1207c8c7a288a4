// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

/** What a person who told us something may let us do with it; each is asked for by itself. */
export const SOURCE_USES = ['verify', 'share-with-commission', 'publish-derived'] as const
export type SourceUse = (typeof SOURCE_USES)[number]

/** Yes or no to every use; what was not asked is a no. */
export type Consent = Readonly<Record<SourceUse, boolean>>

export const consentTo = (uses: readonly SourceUse[]): Consent => ({
  verify: uses.includes('verify'),
  'share-with-commission': uses.includes('share-with-commission'),
  'publish-derived': uses.includes('publish-derived'),
})

/** True where nothing may be done with the material any more: it is then to be made unreadable. */
export const isWithdrawn = (consent: Consent): boolean => SOURCE_USES.every((use) => !consent[use])

/** Consent without these uses. It is only ever narrowed: a wider one is a new statement with a consent of its own. */
export function withdrawUses(consent: Consent, uses: readonly SourceUse[]): Result<Consent> {
  if (uses.length === 0) return refuse(problem('uses', 'uses-empty'))
  return ok(consentTo(SOURCE_USES.filter((use) => consent[use] && !uses.includes(use))))
}
