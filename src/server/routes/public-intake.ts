// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import type { Porch } from '#adapters'
import { isLanguage, LANGUAGES, type Language } from '#messages'
import { isIntakeOpen } from '#people'

import type { ServerApp, ServerContext } from '../env.ts'
import { INTAKE_PATH } from '../human-sources-path.ts'
import { limitedBody, wholeBody } from '../limited-body.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { renderIntakePage, type IntakeNote } from '../public-intake/intake-page.ts'
import { readForm, readSubmission, readWithdrawal } from '../public-intake/read-form.ts'
import { createRateLimiter } from '../rate-limiter.ts'
import { readIntake } from './intake.ts'

/** Some photographs of a telephone. */
const MOST_BYTES = 12 * 1024 * 1024
/** For everybody together: no address is kept to tell one from another. */
const RATE = { perSecond: 1, burst: 30 }

/**
 * Where the public writes to the mission, while a decision to bear the risk stands; at any other time these paths are like every path that is not there. Nobody signs in,
 * no cookie is set, and every answer is a page of one length with one status, whatever was sent.
 */
export function addPublicIntake(app: ServerApp, { ledger, now, settings }: ServerPorts, porch: Porch): void {
  const limiter = createRateLimiter(RATE, now)
  const isOpen = async (): Promise<boolean> => isIntakeOpen(await readIntake(ledger), now())

  const answer = (c: ServerContext, note: IntakeNote): Response => {
    const nonce = randomBytes(16).toString('base64url')
    return c.body(renderIntakePage(languageOf(c), note, nonce, settings.exercise), 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      // A form sent without a referrer has no origin either, and would pass for one of another site.
      'referrer-policy': 'same-origin',
    })
  }
  const formOf = async (c: ServerContext): Promise<FormData | IntakeNote> => {
    if (limiter.take('everybody') !== null) return { kind: 'full' }
    try {
      const bytes = await wholeBody(limitedBody(c.req.raw, MOST_BYTES))
      return (await readForm(bytes, c.req.header('content-type') ?? '')) ?? { kind: 'unreadable' }
    } catch (error) {
      if (error instanceof ProblemError && error.details.code === 'body-too-large')
        return { kind: 'too-large' }
      throw error
    }
  }

  app.get(INTAKE_PATH, async (c, next) => ((await isOpen()) ? answer(c, { kind: 'none' }) : next()))
  app.post(INTAKE_PATH, async (c, next) => {
    if (!(await isOpen())) return next()
    const form = await formOf(c)
    if (!(form instanceof FormData)) return answer(c, form)
    const submission = await readSubmission(form)
    if ('kind' in submission) return answer(c, submission)
    const code = porch.leave(submission)
    return answer(c, code === null ? { kind: 'full' } : { kind: 'thanks', code })
  })
  app.post(`${INTAKE_PATH}/withdrawal`, async (c, next) => {
    if (!(await isOpen())) return next()
    const form = await formOf(c)
    if (!(form instanceof FormData)) return answer(c, form)
    const { code, uses } = readWithdrawal(form)
    return answer(c, { kind: (await porch.withdraw(code, uses)) ? 'withdrawn' : 'code-unknown' })
  })
}

/** As the address says, else as the browser prefers, else Arabic; nothing of it is kept. */
function languageOf(c: ServerContext): Language {
  const asked = c.req.query('lang') ?? ''
  if (isLanguage(asked)) return asked
  const preferred = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return preferred.find(isLanguage) ?? LANGUAGES[0]
}
