// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Digest, type Instant } from '#kernel'

import { agreementDigest, type Agreement, type Provision } from '../document/index.ts'
import type { IncidentFacts, LineDistance, ProvisionResult } from '../facts.ts'
import type { LineProvider } from '../lines/index.ts'
import { condition, conjunction, reason, type Condition } from './condition.ts'
import { evidenceReaches, weaponFits } from './evidence.ts'
import { narrower, standing, type Force } from './force.ts'
import { probabilityOfAct } from './hypotheses-of-acts.ts'
import { createScene, type Scene } from './measure.ts'
import { createPlaceTest, linesOfPlace } from './places.ts'
import { createZoneDrawing, type ZoneDrawing } from './zone-drawings.ts'

/** An agreement ready to be held against incidents. */
export interface CompiledAgreement {
  readonly agreement: Agreement
  readonly digest: Digest
  readonly inForce: Force
  /** The line of contact; null where the terms name none. */
  readonly primaryLine: string | null
  /** Every provision's answer, in the order of the terms. */
  test(facts: IncidentFacts): readonly ProvisionResult[]
  /** From the line of contact as it stood when the incident began; null where the terms name none. */
  contact(facts: IncidentFacts): LineDistance | null
  provision(id: string): Provision | null
  /** The zones as they lie on the map at a moment. */
  describeZones(at: Instant): readonly ZoneDrawing[]
}

/**
 * Turns terms into tests. A result is `breach` where every condition of the provision holds, `no breach` where one surely
 * fails, `cannot tell` where one is unknown, `out of force` outside the time of the terms. No party's name is ever asked.
 */
export function compileAgreement(agreement: Agreement, lines: LineProvider): CompiledAgreement {
  const primaryLine = agreement.lineOfContact?.line ?? null
  const inForce: Force = {
    from: readInstant(agreement.inForce.from),
    until: readEnd(agreement.inForce.until),
  }
  const tests = agreement.provisions.map((provision) => createProvisionTest(provision, agreement, inForce))
  const byId = new Map(agreement.provisions.map((provision) => [provision.id, provision]))
  return {
    agreement,
    digest: agreementDigest(agreement),
    inForce,
    primaryLine,
    test(facts) {
      const scene = createScene(facts, lines)
      return tests.map((test) => test(scene))
    },
    contact: (facts) => (primaryLine === null ? null : createScene(facts, lines).from(primaryLine).distance),
    provision: (id) => byId.get(id) ?? null,
    describeZones: createZoneDrawing(agreement, lines),
  }
}

function createProvisionTest(
  provision: Provision,
  agreement: Agreement,
  agreed: Force,
): (scene: Scene) => ProvisionResult {
  const primaryLine = agreement.lineOfContact?.line ?? null
  const inPlace = createPlaceTest(provision.place, agreement)
  const measuredLines = linesOfPlace(provision.place, agreement)
  const distanceLines = measuredLines.length > 0 ? measuredLines : primaryLine === null ? [] : [primaryLine]
  const { time } = provision
  const force = narrower(agreed, {
    ...(time?.from === undefined ? {} : { from: readInstant(time.from) }),
    ...(time?.until === undefined ? {} : { until: readInstant(time.until) }),
  })
  const gate = agreement.gates.find(({ id }) => id === provision.afterGate)

  return (scene) => {
    const { facts } = scene
    const probability = probabilityOfAct(provision.act, facts.probabilities)
    const distances = (): readonly LineDistance[] => distanceLines.map((line) => scene.from(line).distance)
    const common = { provision: provision.id, act: provision.act, probability }
    const { inForce, why } = standing(force, facts.interval)
    if (inForce === 'no' && why !== null) {
      return { ...common, verdict: 'out of force', distances: [], reasons: [why] }
    }
    if (why !== null) return { ...common, verdict: 'cannot tell', distances: distances(), reasons: [why] }
    const { verdict, reasons } = conjunction([
      inPlace(scene),
      concerns(provision, primaryLine, scene),
      weaponFits(provision, facts),
      gateOpen(gate),
      evidenceReaches(provision, facts, probability),
    ])
    if (verdict === 'no breach') return { ...common, verdict, distances: [], reasons }
    if (verdict !== 'breach') return { ...common, verdict, distances: distances(), reasons }
    const exceptions = provision.exceptions.map(({ id, kind }) =>
      reason('exception-not-excluded', { exception: id, exceptionKind: kind }),
    )
    return { ...common, verdict, distances: distances(), reasons: [...reasons, ...exceptions] }
  }
}

/** Whether a provision that binds one party alone speaks of this incident. */
function concerns({ subject }: Provision, primaryLine: string | null, scene: Scene): Condition {
  if (subject === 'all') return condition('yes')
  const { party } = subject
  if (subject.establishedBy === 'attribution') {
    return condition('unknown', reason('subject-needs-attribution', { party }))
  }
  const { meters, side, line } = scene.from(primaryLine ?? '').distance
  if (meters === null) return condition('unknown', reason('no-line', { line }))
  if (side === null) return condition('unknown', reason('side-uncertain', { line, meters }))
  return side === party
    ? condition('yes', reason('on-side-of-subject', { party, line, meters }))
    : condition('no', reason('on-other-side', { party: side, line, meters }))
}

/** Quiet has to be demonstrated by coverage, which is not worked out yet: no gate is known to be open. */
function gateOpen(gate: Agreement['gates'][number] | undefined): Condition {
  if (gate === undefined) return condition('yes')
  return condition('unknown', reason('gate-not-demonstrated', { gate: gate.id, days: gate.days }))
}

/** Throws RangeError for terms that were never parsed: parsing refuses unreadable instants. */
function readInstant(text: string): Instant {
  const read = parseInstant(text)
  if (!read.ok) throw new RangeError(`not an instant: ${text}`)
  return read.value
}

const readEnd = (text: string | null): Instant | null => (text === null ? null : readInstant(text))
