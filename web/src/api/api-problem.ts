// SPDX-License-Identifier: Apache-2.0

export interface FieldProblem {
  readonly path: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** A refusal of the service (RFC 9457), or `unreachable` where it gave no answer at all. */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly problems: readonly FieldProblem[]

  constructor(code: string, status: number, problems: readonly FieldProblem[] = [], options?: ErrorOptions) {
    super(`${status} ${code}`, options)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.problems = problems
  }
}

const TOO_MANY = 429

/** Whether asking again may be answered otherwise: nothing came (0), or the service is busy or not well. */
export const mayPass = (status: number): boolean => status === 0 || status === TOO_MANY || status >= 500

/** Reads a refusal; an answer of another shape keeps its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text()
  try {
    const body = JSON.parse(text) as { readonly code?: unknown; readonly problems?: unknown }
    return new ApiProblem(
      typeof body.code === 'string' ? body.code : 'answer-unreadable',
      response.status,
      Array.isArray(body.problems) ? (body.problems as readonly FieldProblem[]) : [],
    )
  } catch (cause) {
    return new ApiProblem('answer-unreadable', response.status, [], { cause })
  }
}
