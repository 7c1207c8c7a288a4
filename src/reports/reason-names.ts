// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'
import type { Language } from '#messages'

import type { AgreementView } from './agreement-view.ts'

/** Puts the agreement's own words in place of its ids, ready for a sentence in one language. */
export type ReasonNames = (language: Language, reason: Reason) => Reason

/** Parameters that hold an id of the agreement: a party, a line, a provision. */
export function createReasonNames(view: AgreementView): ReasonNames {
  const wordsFor: Readonly<Record<string, (language: Language, id: string) => string>> = {
    side: view.partyName,
    party: view.partyName,
    line: view.lineName,
    object: view.objectName,
    provision: view.provisionName,
    zone: view.zoneName,
  }
  return (language, reason) => ({
    ...reason,
    params: Object.fromEntries(
      Object.entries(reason.params).map(([name, value]) => [
        name,
        typeof value === 'string' ? (wordsFor[name]?.(language, value) ?? value) : value,
      ]),
    ),
  })
}
