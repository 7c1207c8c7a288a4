// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

import { agreementDigest, type Agreement, type Names, type Provision } from './document/index.ts'
import { resolvedLinesOf } from './agreement-lines.ts'
import { lengthKilometres } from './lines/index.ts'
import type { LineKind, Severity } from './terms-vocabulary.ts'
import type { Act, Means } from './vocabulary.ts'

/** What will keep a provision from being answered, however good the observations; each is a code for a sentence. */
export type Obstacle =
  | 'line-not-drawn'
  | 'no-object-register'
  | 'not-observable-from-afar'
  | 'subject-needs-attribution'
  | 'gate-not-demonstrated'
  | 'weapon-not-told-apart'

export interface CheckedProvision {
  readonly id: string
  readonly act: Act
  readonly subject: string
  readonly place: string
  readonly observableBy: readonly Means[]
  readonly minimumProbability: number
  readonly severity: Severity
  readonly obstacles: readonly Obstacle[]
}

/** What terms come to at a glance. */
export interface AgreementSummary {
  readonly id: string
  readonly draft: string | null
  readonly digest: Digest
  readonly names: Names
  readonly exercise: boolean
  readonly inForce: Agreement['inForce']
  readonly parties: readonly { readonly id: string; readonly names: Names }[]
  readonly instruments: readonly { readonly id: string; readonly kind: string; readonly date: string }[]
  readonly lines: readonly {
    readonly id: string
    readonly kind: LineKind
    readonly claimedBy: string | null
    /** Null where the terms name the line without drawing it. */
    readonly lengthKilometres: number | null
    readonly accuracyKilometres: number
    readonly replacedByFrontline: boolean
  }[]
  readonly zones: readonly { readonly id: string; readonly kind: string }[]
  readonly objects: number
  readonly provisions: readonly CheckedProvision[]
  readonly gates: readonly { readonly id: string; readonly days: number }[]
  /** One per party, in the order of the terms; no steps means: no agreed response. */
  readonly ladders: readonly {
    readonly party: string
    readonly steps: number
    readonly illustrative: boolean
  }[]
}

/** Sums up terms, and says of each provision what stands in the way of an answer. */
export function checkAgreement(agreement: Agreement): AgreementSummary {
  const lengths = new Map(resolvedLinesOf(agreement).map(({ id, parts }) => [id, lengthKilometres(parts)]))
  const contact = agreement.lineOfContact
  return {
    id: agreement.id,
    draft: agreement.draft ?? null,
    digest: agreementDigest(agreement),
    names: agreement.names,
    exercise: agreement.exercise,
    inForce: agreement.inForce,
    parties: agreement.parties,
    instruments: agreement.instruments.map(({ id, kind, date }) => ({ id, kind, date })),
    lines: agreement.lines.map(({ id, kind, claimedBy, accuracyKilometres }) => ({
      id,
      kind,
      claimedBy: claimedBy ?? null,
      lengthKilometres: lengths.get(id) ?? null,
      accuracyKilometres,
      replacedByFrontline: contact?.line === id && contact.frontline !== undefined,
    })),
    zones: agreement.zones.map(({ id, kind }) => ({ id, kind })),
    objects: agreement.objects.length,
    provisions: agreement.provisions.map((provision) => toChecked(provision, agreement)),
    gates: agreement.gates.map(({ id, days }) => ({ id, days })),
    ladders: agreement.parties.map(({ id }) => {
      const ladder = agreement.ladders.find(({ breachingParty }) => breachingParty === id)
      return { party: id, steps: ladder?.steps.length ?? 0, illustrative: ladder?.illustrative ?? false }
    }),
  }
}

function toChecked(provision: Provision, agreement: Agreement): CheckedProvision {
  const { subject, place } = provision
  return {
    id: provision.id,
    act: provision.act,
    subject: subject === 'all' ? 'all' : subject.party,
    place: place.kind === 'zone' ? place.zone : place.kind,
    observableBy: provision.observableBy,
    minimumProbability: provision.evidence.minimumProbability,
    severity: provision.severity,
    obstacles: obstaclesOf(provision, agreement),
  }
}

function obstaclesOf(provision: Provision, agreement: Agreement): readonly Obstacle[] {
  const { subject, place, weapon } = provision
  const found: Obstacle[] = []
  if (place.kind === 'zone' && isMeasuredFromNowhere(place.zone, agreement)) found.push('line-not-drawn')
  if (place.kind === 'objects' && !agreement.objects.some((object) => place.classes.includes(object.class))) {
    found.push('no-object-register')
  }
  if (provision.observableBy.length === 0) found.push('not-observable-from-afar')
  if (subject !== 'all' && subject.establishedBy === 'attribution') found.push('subject-needs-attribution')
  if (provision.afterGate !== undefined) found.push('gate-not-demonstrated')
  if (weapon !== undefined) found.push('weapon-not-told-apart')
  return found
}

/** True where one of the zone's lines is only named; a front of the day may stand in for the line of contact. */
function isMeasuredFromNowhere(zoneId: string, agreement: Agreement): boolean {
  const zone = agreement.zones.find(({ id }) => id === zoneId)
  if (zone === undefined || zone.kind === 'polygon') return false
  const named = new Set(zone.sides.flatMap(({ line }) => line))
  return agreement.lines.some(({ id, geometry }) => named.has(id) && geometry === undefined)
}
