// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from '#agreement'
import { problem, type Actor, type Problem } from '#kernel'

/** A commissioner who sits, with what they declared; an empty declaration says that there is nothing to declare. */
export interface PanelMember extends Actor {
  readonly conflictOfInterest: string | null
}

/** What a panel is held against. */
export interface PanelSetting {
  readonly rule: Procedure['panel']
  /** The one nation whose own asset is the only source; null where several nations' assets tell of it. */
  readonly soleSourceNation: string | null
}

/** Each way in which these members are not the panel that the terms ask for; empty where they are. */
export function panelProblems(
  members: readonly PanelMember[],
  { rule, soleSourceNation }: PanelSetting,
): readonly Problem[] {
  const ofParties = new Map(
    rule.excludeNationsOf.flatMap(({ party, nations }) => nations.map((nation) => [nation, party] as const)),
  )
  const outside = rule.signatureFromOutside ?? []
  return [
    ...(members.length < rule.quorum
      ? [problem('panel', 'quorum-missing', { members: members.length, quorum: rule.quorum })]
      : []),
    ...members.flatMap(({ person, nation, conflictOfInterest }) => [
      ...(ofParties.has(nation)
        ? [problem('panel', 'national-of-a-party', { person, party: ofParties.get(nation)! })]
        : []),
      ...(rule.excludeSoleSource && nation === soleSourceNation
        ? [problem('panel', 'nation-is-only-source', { person, nation })]
        : []),
      ...(conflictOfInterest === null ? [problem('panel', 'conflict-not-declared', { person })] : []),
      ...(conflictOfInterest !== null && conflictOfInterest !== ''
        ? [problem('panel', 'conflict-of-interest', { person })]
        : []),
    ]),
    ...(outside.length > 0 && members.every(({ nation }) => outside.includes(nation))
      ? [problem('panel', 'no-signature-from-outside')]
      : []),
  ]
}

/** Each rule that no panel can be held to, since the terms do not say which nations are a party's or the coalition's. */
export function untestedRules(rule: PanelSetting['rule'], parties: readonly string[]): readonly string[] {
  const named = new Set(rule.excludeNationsOf.map(({ party }) => party))
  return [
    ...(parties.every((party) => named.has(party)) ? [] : ['party-nations-unknown']),
    ...(rule.signatureFromOutside === undefined ? ['coalition-unknown'] : []),
  ]
}
