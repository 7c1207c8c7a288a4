// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

import { excerpt } from './excerpt.ts'

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/** The decimal number that a trimmed field holds; NaN where it holds none, with the problem added to the list. */
export function readNumber(text: string, path: string, problems: Problem[]): number {
  if (text.length <= 40 && DECIMAL.test(text)) {
    const value = Number(text)
    if (Number.isFinite(value)) return value
  }
  problems.push(
    text === ''
      ? problem(path, 'value-missing')
      : problem(path, 'number-unreadable', { text: excerpt(text) }),
  )
  return Number.NaN
}
