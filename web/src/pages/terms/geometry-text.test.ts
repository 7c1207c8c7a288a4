// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { drawablesOf, writePositions } from './geometry-text.ts'

const TEXT = `# Terms of nobody
lines:
  - id: contact # the line itself
    geometry:
      parts:
        - - { latitude: 50.5, longitude: 33.0 } # by the mill
          - { latitude: 50.0, longitude: 33.25 }
          # the bend
          - latitude: 49.5
            longitude: 33.0
            place: Lower
          - { latitude: 49.0, longitude: 33.25 }
zones:
  - id: corridor
    polygon: [[{ latitude: 46, longitude: 30 }, { latitude: 46, longitude: 31 }, { latitude: 45, longitude: 31 }]]
objects:
  - id: energy-1
    position: { latitude: 49.75, longitude: 32.8 } # guessed
`

const [line, ring, point] = drawablesOf(TEXT)
if (line === undefined || ring === undefined || point === undefined) throw new Error('three can be drawn')

/** Lines of the first text that are not in the second, and the other way round. */
const changeOf = (after: string): readonly string[] => {
  const [before, now] = [TEXT.split('\n'), after.split('\n')]
  return [
    ...before.filter((one) => !now.includes(one)).map((one) => `- ${one.trim()}`),
    ...now.filter((one) => !before.includes(one)).map((one) => `+ ${one.trim()}`),
  ]
}

describe('positions in a text of terms', () => {
  test('[WB43] parts of lines, rings of zones and places of objects can be drawn', () => {
    expect(drawablesOf(TEXT).map(({ kind, id, shape }) => `${kind} ${id} ${shape}`)).toEqual([
      'line contact line',
      'zone corridor ring',
      'object energy-1 point',
    ])
    expect(line.positions[2]).toEqual([33, 49.5])
    expect(drawablesOf('lines: [')).toEqual([])
  })

  test('[WB43] what was not moved leaves the text as it was, byte for byte', () => {
    for (const { path, positions } of drawablesOf(TEXT))
      expect(writePositions(TEXT, path, positions)).toBe(TEXT)
  })

  test('[WB43] a moved point changes its own numbers and no remark', () => {
    const moved = line.positions.map((at, n) => (n === 2 ? ([33.1, 49.5] as const) : at))
    expect(changeOf(writePositions(TEXT, line.path, moved))).toEqual([
      '- longitude: 33.0',
      '+ longitude: 33.1',
    ])
    const object = writePositions(TEXT, point.path, [[32.800_004, 49.8]])
    expect(changeOf(object)).toEqual([
      '- position: { latitude: 49.75, longitude: 32.8 } # guessed',
      '+ position: { latitude: 49.8, longitude: 32.8 } # guessed',
    ])
  })

  test('[WB43] points come and go where they do, in both ways of writing', () => {
    const [a, b, c, d] = line.positions as [never, never, never, never]
    const more = writePositions(TEXT, line.path, [a, [33.2, 50.2], b, c, d])
    expect(changeOf(more)).toEqual(['+ - { latitude: 50.2, longitude: 33.2 }'])
    expect(drawablesOf(more)[0]?.positions).toEqual([a, [33.2, 50.2], b, c, d])
    const fewer = writePositions(TEXT, line.path, [a, b, d])
    expect(drawablesOf(fewer)[0]?.positions).toEqual([a, b, d])
    expect(fewer).toContain('# by the mill')
    const inFront = writePositions(TEXT, line.path, [[33, 51], a, b, c, d])
    expect(drawablesOf(inFront)[0]?.positions[0]).toEqual([33, 51])
    expect(inFront).toContain('# by the mill')
    const [p, q, r] = ring.positions as [never, never, never]
    for (const positions of [
      [p, q, [30.5, 44.5], r],
      [p, r],
      [q, r],
      [[29, 46.5], p, q, r],
    ] as const) {
      expect(drawablesOf(writePositions(TEXT, ring.path, positions))[1]?.positions).toEqual(positions)
    }
  })

  test('[WB43] a line drawn anew is read back as it was drawn, whatever its length', () => {
    for (const length of [1, 2, 3, 4, 7]) {
      const drawn = Array.from({ length }, (_, n) => [30 + n / 10, 45 + n / 10] as const)
      const after = writePositions(TEXT, line.path, drawn)
      expect(drawablesOf(after)[0]?.positions).toEqual(drawn)
      expect(after.startsWith('# Terms of nobody')).toBe(true)
      expect(drawablesOf(after)[1]).toEqual(ring)
    }
  })
})
