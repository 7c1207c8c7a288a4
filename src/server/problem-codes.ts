// SPDX-License-Identifier: Apache-2.0

/** Every answer that is no success: its status and the English title that RFC 9457 asks for; people read the catalogue by code. */
export const PROBLEM_CODES = {
  'query-unusable': { status: 400, title: 'The query cannot be used.' },
  'cursor-unusable': { status: 400, title: 'The cursor is none of ours.' },
  'body-unusable': { status: 400, title: 'The body cannot be used.' },
  'request-malformed': { status: 400, title: 'The request cannot be read.' },
  'host-unknown': { status: 421, title: 'This service does not answer to that host name.' },
  'sign-in-needed': { status: 401, title: 'Sign in first.' },
  'sign-in-refused': { status: 401, title: 'These do not open an account now.' },
  'enrolment-refused': { status: 401, title: 'This code opens no account, or no longer.' },
  'set-up-refused': { status: 403, title: 'This is not the code of the set-up, or it is over.' },
  'origin-refused': { status: 403, title: 'Another site asked for this.' },
  'second-factor-needed': { status: 403, title: 'This needs a session begun with a second factor.' },
  'not-allowed': { status: 403, title: 'Your roles do not allow this.' },
  'consent-missing': { status: 403, title: 'The person who told it did not agree to that.' },
  'not-found': { status: 404, title: 'There is nothing of that name for you.' },
  'method-not-allowed': { status: 405, title: 'That cannot be done here.' },
  conflict: { status: 409, title: 'This does not fit what stands.' },
  'material-destroyed': { status: 410, title: 'The person who told it took it back.' },
  'body-too-large': { status: 413, title: 'The body is larger than allowed.' },
  'too-many-requests': { status: 429, title: 'Too many requests.' },
  'internal-error': { status: 500, title: 'Something failed here.' },
  'queue-full': { status: 503, title: 'Too much waits to be worked on. Send it again later.' },
  'identity-provider-unreachable': {
    status: 503,
    title: 'The identity provider does not answer. Local accounts go on working.',
  },
  'not-ready': { status: 503, title: 'The service is not ready.' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>

export type ProblemCode = keyof typeof PROBLEM_CODES
