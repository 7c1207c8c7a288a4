// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '#agreement'
import { LIKELIHOOD_BANDS, type Digest, type Instant, type LikelihoodBand } from '#kernel'
import type { SetAside, SteadySource } from '#incidents'
import type { Observation } from '#observations'

import type { Publication } from './publication.ts'
import type { IncidentAssessed, Quarantined } from './run-record.ts'

export interface ProvisionTally {
  readonly provision: string
  readonly act: string
  readonly verdicts: Record<Verdict, number>
  possibleViolations: number
  indications: number
}

export interface SideTally {
  readonly line: string
  /** Party on whose side the places lie; null where they straddle the line or no line is known. */
  readonly side: string | null
  /** Null for lines other than the line of contact: an incident is measured from them only where a provision asks. */
  incidents: number | null
  possibleViolations: number
  indications: number
}

export interface SourceTally {
  readonly source: string
  observations: number
  earliest: Instant
  latest: Instant
}

/** Every figure of a report, counted from the records one by one. */
export interface Tally {
  readonly counts: {
    observations: number
    duplicates: number
    quarantined: number
    incidents: number
    possibleViolations: number
    indications: number
    steadySources: number
    observationsInSteadySources: number
    observationsSetAside: number
  }
  readonly provisions: ReadonlyMap<string, ProvisionTally>
  readonly sides: readonly SideTally[]
  readonly sources: ReadonlyMap<string, SourceTally>
  readonly bands: ReadonlyMap<LikelihoodBand, number>
  /** Rows per problem code, for all files and for each. */
  readonly problems: ReadonlyMap<string, number>
  readonly problemsOf: ReadonlyMap<Digest, ReadonlyMap<string, number>>
  addObservation(observation: Observation): void
  addDuplicate(): void
  addQuarantined(quarantined: Quarantined): void
  addSteadySource(steadySource: SteadySource): void
  addSetAside(setAside: SetAside): void
  addIncident(assessed: IncidentAssessed): void
}

export function createTally(publication: Publication): Tally {
  const counts = {
    observations: 0,
    duplicates: 0,
    quarantined: 0,
    incidents: 0,
    possibleViolations: 0,
    indications: 0,
    steadySources: 0,
    observationsInSteadySources: 0,
    observationsSetAside: 0,
  }
  const provisions = new Map<string, ProvisionTally>()
  const sides: SideTally[] = []
  const sources = new Map<string, SourceTally>()
  const bands = new Map<LikelihoodBand, number>(LIKELIHOOD_BANDS.map(({ band }) => [band, 0]))
  const problems = new Map<string, number>()
  const problemsOf = new Map<Digest, Map<string, number>>()

  const sideOf = (line: string, side: string | null): SideTally => {
    let found = sides.find((one) => one.line === line && one.side === side)
    if (found === undefined) {
      found = { line, side, incidents: null, possibleViolations: 0, indications: 0 }
      sides.push(found)
    }
    return found
  }

  return {
    counts,
    provisions,
    sides,
    sources,
    bands,
    problems,
    problemsOf,
    addObservation({ source, time }) {
      counts.observations++
      const known = sources.get(source)
      if (known === undefined)
        sources.set(source, { source, observations: 1, earliest: time.start, latest: time.end })
      else {
        known.observations++
        if (time.start < known.earliest) known.earliest = time.start
        if (time.end > known.latest) known.latest = time.end
      }
    },
    addDuplicate() {
      counts.duplicates++
    },
    addSteadySource({ members }) {
      counts.steadySources++
      counts.observationsInSteadySources += members.length
    },
    addSetAside({ members }) {
      counts.observationsSetAside += members.length
    },
    addQuarantined({ original, problems: found }) {
      counts.quarantined++
      const ofFile = problemsOf.get(original) ?? new Map<string, number>()
      problemsOf.set(original, ofFile)
      for (const code of new Set(found.map((one) => one.code))) {
        problems.set(code, (problems.get(code) ?? 0) + 1)
        ofFile.set(code, (ofFile.get(code) ?? 0) + 1)
      }
    },
    addIncident(assessed) {
      counts.incidents++
      const { band } = assessed.incident.likelihood
      bands.set(band, (bands.get(band) ?? 0) + 1)
      for (const { provision, act, verdict } of assessed.results) {
        let tally = provisions.get(provision)
        if (tally === undefined) {
          const verdicts = { breach: 0, 'cannot tell': 0, 'no breach': 0, 'out of force': 0 }
          tally = { provision, act, verdicts, possibleViolations: 0, indications: 0 }
          provisions.set(provision, tally)
        }
        tally.verdicts[verdict]++
      }
      const { contact } = assessed
      if (contact !== null) {
        const tally = sideOf(contact.line, contact.side)
        tally.incidents = (tally.incidents ?? 0) + 1
      }
      for (const { provision, standing, distances } of publication.shown(assessed)) {
        counts.possibleViolations++
        const tally = provisions.get(provision)
        if (tally !== undefined) tally.possibleViolations++
        for (const { line, side } of distances) sideOf(line, side).possibleViolations++
        if (standing !== 'indication') continue
        counts.indications++
        if (tally !== undefined) tally.indications++
        for (const { line, side } of distances) sideOf(line, side).indications++
      }
    },
  }
}
