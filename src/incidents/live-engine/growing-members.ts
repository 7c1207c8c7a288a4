// SPDX-License-Identifier: Apache-2.0
import { compareRows, type ObservationTable } from '#observations'

import {
  createGrowingAssociation,
  findTellers,
  isStory,
  storyKeys,
  toLikelihoodParameters,
  whereAndWhenOf,
} from '../likelihood-association/index.ts'
import { createRowNumbers } from './row-numbers.ts'

/** Which rows of a growing table one occurrence explains, as rows come and go. */
export interface GrowingMembers {
  come(row: number): void
  go(row: number): void
  /** Associates anew; gives the groups that are no more as they were, and those that are new, each in the table's order. */
  settle(): {
    readonly before: readonly (readonly number[])[]
    readonly after: readonly (readonly number[])[]
  }
  groups(): Iterable<readonly number[]>
}

/** Nobody yet. Rows that tell the same story as another are of its group and no point of their own. */
export function createGrowingMembers(table: ObservationTable): GrowingMembers {
  const p = toLikelihoodParameters()
  const rowOfPoint: number[] = []
  const pointOfRow = createRowNumbers()
  const growing = createGrowingAssociation(
    p,
    (a, b) => compareRows(table.columns(), rowOfPoint[a]!, rowOfPoint[b]!) < 0,
  )
  /** Rows by the row that speaks for their group. */
  const groups = new Map<number, readonly number[]>()
  const groupOf = createRowNumbers()
  /** Stories that take part, by what two of them must share to be the same; and who speaks for each. */
  const stories = new Map<string, Set<number>>()
  const tellerOf = new Map<number, number>()
  let coming = new Set<number>()
  const going = new Set<number>()

  const enter = (row: number): void => {
    pointOfRow.set(row, growing.add(whereAndWhenOf(table.columns(), row, p)))
    rowOfPoint.push(row)
  }
  const leave = (row: number): void => {
    const point = pointOfRow.of(row)
    if (point < 0) return
    growing.remove(point)
    pointOfRow.set(row, -1)
  }

  /** All stories that share something with one that came or went, or with one that does so, and so on. */
  const storiesToTell = (moved: readonly number[]): readonly number[] => {
    const columns = table.columns()
    const found = new Set<number>()
    const keys = new Set(moved.flatMap((row) => storyKeys(columns, row)))
    for (const key of keys) {
      for (const row of stories.get(key) ?? []) {
        if (found.has(row)) continue
        found.add(row)
        for (const other of storyKeys(columns, row)) keys.add(other)
      }
    }
    return [...found].sort((a, b) => compareRows(columns, a, b))
  }

  /** Finds anew who speaks for the stories around those that move; gives all whose place has changed. */
  const retell = (moved: readonly number[]): readonly number[] => {
    const columns = table.columns()
    for (const row of moved) {
      for (const key of storyKeys(columns, row)) {
        const known = stories.get(key) ?? new Set<number>()
        stories.set(key, known)
        if (going.has(row)) known.delete(row)
        else known.add(row)
      }
      if (going.has(row)) {
        leave(row)
        tellerOf.delete(row)
      }
    }
    const rows = storiesToTell(moved)
    const tellers = findTellers(columns, rows)
    const changed = rows.filter((row, k) => tellerOf.get(row) !== rows[tellers[k]!])
    rows.forEach((row, k) => {
      const teller = rows[tellers[k]!]!
      tellerOf.set(row, teller)
      if (teller !== row) leave(row)
      else if (pointOfRow.of(row) < 0) enter(row)
    })
    return changed
  }

  const speakerOf = (row: number): number => tellerOf.get(row) ?? row

  return {
    come(row) {
      going.delete(row)
      if (groupOf.of(row) < 0) coming.add(row)
    },
    go(row) {
      coming.delete(row)
      if (groupOf.of(row) >= 0) going.add(row)
    },
    settle() {
      const columns = table.columns()
      const moved = [...coming, ...going]
      const told = moved.filter((row) => isStory(columns, row))
      for (const row of coming) if (!isStory(columns, row)) enter(row)
      for (const row of going) if (!isStory(columns, row)) leave(row)
      const retold = told.length === 0 ? [] : retell(told)
      const touched = growing.settle().map((point) => rowOfPoint[point]!)
      const old = new Set<number>()
      for (const rows of [touched, moved, retold, retold.map(speakerOf)]) {
        for (const row of rows) if (groupOf.of(row) >= 0) old.add(groupOf.of(row))
      }
      const pool = coming
      for (const row of retold) pool.add(row)
      for (const group of old) for (const row of groups.get(group) ?? []) pool.add(row)
      for (const row of going) pool.delete(row)
      coming = new Set()
      const byFirst = new Map<number, number[]>()
      for (const row of Uint32Array.from(pool).sort((a, b) => compareRows(columns, a, b))) {
        const first = rowOfPoint[growing.firstOf(pointOfRow.of(speakerOf(row)))]!
        const list = byFirst.get(first)
        if (list === undefined) byFirst.set(first, [row])
        else list.push(row)
      }
      const before: (readonly number[])[] = []
      for (const group of old) {
        const was = groups.get(group) ?? []
        const is = byFirst.get(group)
        if (is?.length === was.length && is.every((row, k) => row === was[k])) {
          byFirst.delete(group)
          continue
        }
        before.push(was)
        groups.delete(group)
      }
      for (const row of going) groupOf.set(row, -1)
      going.clear()
      // Copies take no more room than they need.
      const after = Array.from(byFirst.values(), (rows) => rows.slice())
      for (const rows of after) {
        groups.set(rows[0]!, rows)
        for (const row of rows) groupOf.set(row, rows[0]!)
      }
      return { before, after }
    },
    groups: () => groups.values(),
  }
}
