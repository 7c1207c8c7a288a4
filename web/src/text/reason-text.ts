// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'
import { formatReason, hasMessage } from '#messages'

import type { Mission } from '../api/mission.ts'
import type { Names } from './named.ts'
import type { Text } from './use-text.tsx'

interface Named {
  readonly id: string
  readonly names: Names | null
}

/** The sentence of a reason with the agreement's own words in place of its ids; its code where the catalogues have none. */
export function reasonText(reason: Reason, { language, code }: Text, mission: Mission): string {
  if (!hasMessage(language, `reason.${reason.code}`)) return code(reason.code)
  const lists: Readonly<Record<string, readonly Named[]>> = {
    side: mission.parties,
    party: mission.parties,
    line: mission.lines,
    object: mission.objects,
    provision: mission.provisions,
    zone: mission.zones,
  }
  const params = Object.fromEntries(
    Object.entries(reason.params).map(([name, value]) => [
      name,
      lists[name]?.find(({ id }) => id === value)?.names?.[language] ?? value,
    ]),
  )
  return formatReason(language, { ...reason, params })
}
