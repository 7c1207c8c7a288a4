// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '#kernel'

import { EXIT } from './exit-codes.ts'
import type { CliContext } from './context.ts'
import { fillText, PROBLEM_TEXTS } from './texts.ts'

/** Prints every problem on standard error, one line each with its path, and sets the exit code for wrong use. */
export function failWith(context: CliContext, headline: string, problems: readonly Problem[]): void {
  const lines = problems.map((p) => `  ${p.path === '' ? '' : `${p.path}: `}${problemText(p)}`)
  context.process.stderr.write(`${headline}\n${lines.join('\n')}\n`)
  context.process.exitCode = EXIT.wrongUse
}

/** The sentence of a problem; a code without one is printed as it is, with its values. */
export function problemText({ code, params = {} }: Problem): string {
  const text = PROBLEM_TEXTS[code]
  if (text !== undefined) return fillText(text, params)
  const values = Object.entries(params).map(([name, value]) => `${name} ${value}`)
  return [code, ...values].join(', ')
}
