// SPDX-License-Identifier: Apache-2.0
import { centerOf, quantiseMeters, quantisePosition, uncertaintyMeters, type Position } from '#kernel'

import type { IncidentFacts, LineDistance } from '../facts.ts'
import type { LineProvider } from '../lines/index.ts'

/** An incident measured from one line. */
export interface Measured {
  readonly distance: LineDistance
  /** Whose side the best estimate lies on, even where the uncertainty reaches over the line; null without a line. */
  readonly likelySide: string | null
}

/** An incident as the conditions of a provision ask for it; each line is measured once, whoever asks. */
export interface Scene {
  readonly facts: IncidentFacts
  readonly center: Position
  /** 95 % half-width of the incident's own position. */
  readonly positionUncertaintyMeters: number
  from(line: string): Measured
}

/** Opens an incident for measuring; the lines are those in force when it began. */
export function createScene(facts: IncidentFacts, lines: LineProvider): Scene {
  const measured = new Map<string, Measured>()
  const center = centerOf(facts.geometry)
  const positionUncertaintyMeters = uncertaintyMeters(facts.geometry)
  return {
    facts,
    center,
    positionUncertaintyMeters,
    from(line) {
      const known = measured.get(line)
      if (known !== undefined) return known
      const made = measure(line)
      measured.set(line, made)
      return made
    },
  }

  function measure(line: string): Measured {
    const index = lines.lineAt(line, facts.interval.start)
    if (index === null) {
      const unmeasured = { line, meters: null, side: null, nearest: null }
      return {
        distance: { ...unmeasured, uncertaintyMeters: quantiseMeters(positionUncertaintyMeters) },
        likelySide: null,
      }
    }
    const { meters, point } = index.nearest(center)
    const own = index.line.accuracyMeters
    // Two independent errors at the same level add as squares.
    const both = Math.sqrt(positionUncertaintyMeters * positionUncertaintyMeters + own * own)
    const likelySide = index.sideOf(center)
    return {
      distance: {
        line,
        meters: quantiseMeters(meters),
        uncertaintyMeters: quantiseMeters(both),
        side: meters > both ? likelySide : null,
        nearest: quantisePosition(point),
      },
      likelySide,
    }
  }
}
