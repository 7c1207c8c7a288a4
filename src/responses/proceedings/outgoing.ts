// SPDX-License-Identifier: Apache-2.0
import type { Attribution, Case, RecordedCaseEvent } from '#assessments'
import { assertNever, type JsonValue } from '#kernel'

export const OUTGOING_KINDS = ['message', 'finding'] as const
export type OutgoingKind = (typeof OUTGOING_KINDS)[number]

/** Something of a case that others may have: made for them, never cut out of the case as they ask. */
export interface Outgoing {
  readonly kind: OutgoingKind
  readonly id: string
  readonly audiences: readonly string[]
  /** RFC 3339 in UTC; before it nobody outside has it. */
  readonly visibleFrom: string
  readonly at: string
  readonly document: { readonly [key: string]: JsonValue }
}

const KILOMETRES_PER_DEGREE = 111.2

/** Middle of the square of a fixed grid that the place lies in: near places come out the same, wherever in it they are. */
export function roundedPlace(
  place: { readonly latitude: number; readonly longitude: number },
  kilometres: number,
): { readonly latitude: number; readonly longitude: number; readonly withinKilometres: number } {
  const step = Math.max(kilometres / KILOMETRES_PER_DEGREE, 1e-4)
  const middle = (degrees: number, size: number): number =>
    Math.round((Math.floor(degrees / size) + 0.5) * size * 1e4) / 1e4
  const latitude = middle(place.latitude, step)
  const longitudeStep = step / Math.max(0.1, Math.cos((latitude * Math.PI) / 180))
  return { latitude, longitude: middle(place.longitude, longitudeStep), withinKilometres: kilometres }
}

/**
 * What goes out when this has happened to the case; `state` is the case after it. A finding says which rules of its panel the standing
 * attribution, where there is one, was made without.
 */
export function outgoingOf(
  state: Case,
  { event, at }: RecordedCaseEvent,
  attribution: Attribution | null,
): readonly Outgoing[] {
  switch (event.kind) {
    case 'sent-to-parties':
      return (event.parties ?? []).map((party) => messageTo(party, state, at, event.roundKilometres))
    case 'party-replied':
      // While a correction is under way, what it comes to is not out: the reply travels with its release.
      return state.state === 'released' || state.state === 'closed' ? findingOf(state, at, attribution) : []
    case 'released':
      return findingOf(state, at, attribution)
    case 'opened':
    case 'material-added':
    case 'hypothesis-added':
    case 'evidence-weighed':
    case 'observation-excluded':
    case 'observation-included':
    case 'evidence-withdrawn':
    case 'recomputed':
    case 'drafted':
    case 'submitted':
    case 'second-review':
    case 'returned':
    case 'rejected':
    case 'verified':
    case 'dissent-recorded':
    case 'receipt-given':
    case 'window-ended':
    case 'finding-overdue':
    case 'corrected':
    case 'merged':
    case 'closed':
    case 'answer-reopened':
      return []
    default:
      return assertNever(event)
  }
}

/** What goes out when an attribution changed: the finding anew, where what it says of the panel changed and it is out. */
export function outgoingOfAttribution(
  before: Attribution | null,
  after: Attribution,
  state: Case | null,
  at: string,
): readonly Outgoing[] {
  const isOut = state?.state === 'released' || state?.state === 'closed'
  const isSame = JSON.stringify(panelOf(before)) === JSON.stringify(panelOf(after))
  return state === null || !isOut || isSame ? [] : findingOf(state, at, after)
}

/** Codes of rules alone: who sat, what they declared and why no other panel could be had stays with the Commission. */
function panelOf(attribution: Attribution | null): { unmet: string[]; untested: string[] } | null {
  if (attribution?.state !== 'decided') return null
  const unmet = [...(attribution.panelUnmet?.rules ?? [])]
  const untested = [...attribution.panelUntested]
  return unmet.length + untested.length === 0 ? null : { unmet, untested }
}

/** Id of what a party was told in this version of a case. */
export const messageId = (caseId: string, version: number, party: string): string =>
  `${caseId}.${version}.${party}`

function messageTo(
  party: string,
  { id, version, subject, hearing }: Case,
  at: string,
  roundKilometres: number,
): Outgoing {
  return {
    kind: 'message',
    id: messageId(id, version, party),
    audiences: ['mechanism', `party:${party}`],
    visibleFrom: at,
    at,
    document: {
      schema: 'marsad/message@1',
      about: id,
      version,
      party,
      provision: subject.provision,
      day: subject.breach.slice(0, 10),
      place: { ...roundedPlace(subject.place, roundKilometres) },
      notice: hearing?.notice ?? '',
      urgent: hearing?.urgent ?? false,
      answerBy: hearing?.until ?? null,
    },
  }
}

/** The finding as the last release lets it out, with every reply; a party that gave none is named with none. */
function findingOf(state: Case, at: string, attribution: Attribution | null): readonly Outgoing[] {
  const release = state.releases.at(-1)
  const draft = state.drafts.at(-1)
  if (release === undefined || draft === undefined || state.outcome === null) return []
  const replies = (state.hearing?.parties ?? []).map((party) => {
    const reply = state.hearing?.replies.findLast((one) => one.party === party)
    return { party, reply: reply === undefined ? null : { text: reply.text, at: reply.at } }
  })
  const corrected = state.corrections.at(-1)
  return [
    {
      kind: 'finding',
      id: state.id,
      audiences: release.audiences,
      visibleFrom: release.embargoUntil > release.at ? release.embargoUntil : release.at,
      at,
      document: {
        schema: 'marsad/finding@1',
        case: state.id,
        version: state.version,
        provision: state.subject.provision,
        day: state.subject.breach.slice(0, 10),
        place: { ...roundedPlace(state.subject.place, release.roundKilometres) },
        outcome: { ...state.outcome },
        probability: draft.probability,
        confidence: draft.confidence,
        summary: release.summary,
        replies,
        dissents: state.dissents.map(({ text, at: when }) => ({ text, at: when })),
        panel: panelOf(attribution),
        correction: corrected === undefined ? null : { reason: corrected.reason, at: corrected.at },
        releasedAt: release.at,
      },
    },
  ]
}
