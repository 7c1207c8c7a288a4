// SPDX-License-Identifier: Apache-2.0

/** What the engine said of one incident before recalibration, and whether it was military. */
export interface Said {
  readonly logOdds: number
  readonly occurred: boolean
}

/** Groups of equal mass that the regression starts from: enough for a bend, few enough for a share in each. */
const GROUPS = 30
/** Least rise of the log-odds between knots, so that no two that differ become equal. */
const LEAST_RISE = 0.02

/** Pairs of log-odds as said and as they turned out: isotonic over groups of equal mass (Ayer and others 1955; Zadrozny and Elkan 2002). */
export function fitKnots(said: readonly Said[]): readonly (readonly [number, number])[] {
  const sorted = said.toSorted((a, b) => a.logOdds - b.logOdds)
  const size = sorted.length / GROUPS
  const groups = Array.from({ length: GROUPS }, (_, k) =>
    sorted.slice(Math.round(k * size), Math.round((k + 1) * size)),
  ).map((group) => ({
    x: group.reduce((sum, one) => sum + one.logOdds, 0) / group.length,
    hits: group.filter((one) => one.occurred).length,
    count: group.length,
  }))
  const pooled = pool(groups)
  const knots: [number, number][] = []
  for (const { x, hits, count } of pooled) {
    // Half a hit and half a miss more: no group is certain (Krichevsky and Trofimov 1981).
    const y = Math.log((hits + 0.5) / (count - hits + 0.5))
    const [, before = -Infinity] = knots.at(-1) ?? []
    knots.push([toThousandths(x), toThousandths(Math.max(y, before + LEAST_RISE))])
  }
  return knots
}

interface Group {
  readonly x: number
  readonly hits: number
  readonly count: number
}

/** Joins neighbours until shares rise. */
function pool(groups: readonly Group[]): readonly Group[] {
  const pooled: Group[] = []
  for (const group of groups) {
    let last = group
    for (let before = pooled.at(-1); before !== undefined; before = pooled.at(-1)) {
      if (before.hits / before.count < last.hits / last.count) break
      pooled.pop()
      const count = before.count + last.count
      last = {
        x: (before.x * before.count + last.x * last.count) / count,
        hits: before.hits + last.hits,
        count,
      }
    }
    pooled.push(last)
  }
  return pooled
}

const toThousandths = (value: number): number => Math.round(value * 1_000) / 1_000
