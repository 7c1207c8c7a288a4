// SPDX-License-Identifier: Apache-2.0

/** One thing that is wrong with a piece of input: where (`path`), what (`code`) and the values a sentence needs. */
export interface Problem {
  readonly path: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** Either a value or every problem found; bad input is a value, never an exception. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems })

export const problem = (
  path: string,
  code: string,
  params?: Readonly<Record<string, string | number>>,
): Problem => (params === undefined ? { path, code } : { path, code, params })

/** Closes a switch over a tagged union: reached only when a case is missing. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(value)}`)
}
