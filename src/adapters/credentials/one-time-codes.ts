// SPDX-License-Identifier: Apache-2.0
import { generateSecret, generateURI, NobleCryptoPlugin, ScureBase32Plugin, verifySync } from 'otplib'

/** RFC 6238: steps of 30 seconds, six digits, SHA-1, as every authenticator app reads them. */
const STEP_SECONDS = 30
const SECRET_BYTES = 20

const plugins = { crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() }

/** A new secret in base32. */
export const newOneTimeSecret = (): string => generateSecret({ length: SECRET_BYTES, ...plugins })

/** What an authenticator app reads from a square of dots. */
export const oneTimeAddress = (secret: string, login: string, issuer: string): string =>
  generateURI({ strategy: 'totp', issuer, label: login, secret, period: STEP_SECONDS })

/**
 * The step whose code this is, or null. One step before and after now is taken, for clocks that differ; a step that was used
 * (`usedStep`) or an earlier one never again, so that a code seen over a shoulder is of no use.
 */
export function stepOfOneTimeCode(
  secret: string,
  code: string,
  nowMs: number,
  usedStep: number,
): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const result = verifySync({
    strategy: 'totp',
    secret,
    token: code,
    epoch: Math.floor(nowMs / 1_000),
    period: STEP_SECONDS,
    epochTolerance: STEP_SECONDS,
    ...plugins,
  })
  if (!result.valid) return null
  const step = Math.floor(nowMs / 1_000 / STEP_SECONDS) + ('delta' in result ? result.delta : 0)
  return step > usedStep ? step : null
}
