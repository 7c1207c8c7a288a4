// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '#kernel'

export type ReportErrorCode =
  | 'record-unreadable'
  | 'record-out-of-order'
  | 'question-missing'
  | 'question-twice'
  | 'counts-disagree'
  | 'edition-finished'

/** The records do not make a report: they were not written by a run, or not in its order. */
export class ReportError extends Error {
  override readonly name = 'ReportError'
  readonly code: ReportErrorCode
  readonly problems: readonly Problem[]

  constructor(code: ReportErrorCode, problems: readonly Problem[] = []) {
    super(
      problems.length === 0
        ? code
        : `${code}: ${problems.map((p) => `${p.code} at ${p.path}${describe(p)}`).join('; ')}`,
    )
    this.code = code
    this.problems = problems
  }
}

const describe = (problem: Problem): string => {
  const values = Object.entries(problem.params ?? {}).map(([name, value]) => `${name}=${value}`)
  return values.length === 0 ? '' : ` (${values.join(', ')})`
}
