// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { compileAgreement, createAgreementLines } from '#agreement'

import { at, shipped } from '../../../test/sample-terms.ts'
import { withoutLoops } from './offset-lines.ts'

type Point = readonly [longitude: number, latitude: number]
const courseOf = (...points: readonly Point[]) =>
  points.map(([longitude, latitude]) => ({ latitude, longitude }))

test('[AG15] a course that goes past the inside of a bend is cut where it crosses itself', () => {
  const past = courseOf([0, 0], [1, 1], [3, 3], [4, 2], [1, 2], [0, 3], [-1, 4])
  expect(withoutLoops(past, 6)).toEqual(courseOf([0, 0], [1, 1], [2, 2], [1, 2], [0, 3], [-1, 4]))
  const straight = courseOf([0, 0], [1, 0], [2, 0], [3, 1])
  expect(withoutLoops(straight, 6)).toEqual(straight)
})

test('[AG15] no edge of a zone of the exercise crosses itself at a bend', () => {
  const terms = shipped('exercise-2026')
  const drawings = compileAgreement(terms, createAgreementLines(terms)).describeZones(at(terms.inForce.from))
  const courses = drawings.flatMap(({ edges }) => edges.flatMap(({ parts }) => parts))
  expect(courses.length).toBeGreaterThan(7)
  for (const course of courses) expect(withoutLoops(course, 20)).toEqual(course)
})
