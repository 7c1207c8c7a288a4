// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

/** An OpenID Connect provider that people may sign in by, beside their local accounts. */
export interface IdentityProviderSettings {
  /** As the provider writes it in its tokens. */
  readonly issuer: string
  readonly clientId: string
  /** Null for a client that has none. */
  readonly clientSecret: string | null
  /** What people call the provider. */
  readonly name: string
  /** Values of `acr` and `amr` that count as two factors; none do unless they are named here. */
  readonly twoFactorAcr: readonly string[]
  readonly twoFactorAmr: readonly string[]
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Over TLS, unless the provider is on this machine. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  const isPlain = search === '' && hash === '' && username === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)))
}

const names = z
  .string()
  .optional()
  .transform((text) => text?.split(/\s+/).filter((name) => name !== '') ?? [])

const Environment = z.object({
  MARSAD_OIDC_ISSUER: z.string().refine(isIssuer, 'https-address-expected').optional(),
  MARSAD_OIDC_CLIENT_ID: z.string().min(1).optional(),
  MARSAD_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  MARSAD_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  MARSAD_OIDC_NAME: z.string().trim().min(1).max(60).optional(),
  MARSAD_OIDC_TWO_FACTOR_ACR: names,
  MARSAD_OIDC_TWO_FACTOR_AMR: names,
})

/**
 * The provider that MARSAD_OIDC_ISSUER names; null where there is none: nobody signs in by one then. Problems name the variable and never its value:
 * `setting-unusable`, `identity-provider-needs-a-client`, `identity-provider-needs-a-public-url` (browsers must be sent back somewhere), `key-file-unreadable`.
 */
export function readIdentityProviderSettings(
  publicUrl: string | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<IdentityProviderSettings | null> {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    return refuse(
      ...read.error.issues.map((issue) =>
        problem(issue.path.join('.'), 'setting-unusable', { what: issue.message }),
      ),
    )
  }
  const { MARSAD_OIDC_ISSUER: issuer, MARSAD_OIDC_CLIENT_ID: clientId, ...rest } = read.data
  if (issuer === undefined) return ok(null)
  const problems = [
    ...(clientId === undefined ? [problem('MARSAD_OIDC_CLIENT_ID', 'identity-provider-needs-a-client')] : []),
    ...(publicUrl === null ? [problem('MARSAD_PUBLIC_URL', 'identity-provider-needs-a-public-url')] : []),
  ]
  const secret = readSecret(rest.MARSAD_OIDC_CLIENT_SECRET, rest.MARSAD_OIDC_CLIENT_SECRET_FILE)
  if (!secret.ok) return refuse(...problems, ...secret.problems)
  if (problems.length > 0 || clientId === undefined) return refuse(...problems)
  return ok({
    issuer,
    clientId,
    clientSecret: secret.value,
    name: rest.MARSAD_OIDC_NAME ?? new URL(issuer).hostname,
    twoFactorAcr: rest.MARSAD_OIDC_TWO_FACTOR_ACR,
    twoFactorAmr: rest.MARSAD_OIDC_TWO_FACTOR_AMR,
  })
}

function readSecret(text: string | undefined, path: string | undefined): Result<string | null> {
  if (path === undefined) return ok(text ?? null)
  try {
    return ok(readFileSync(path, 'utf8').trim())
  } catch {
    return refuse(problem('MARSAD_OIDC_CLIENT_SECRET_FILE', 'key-file-unreadable', { file: path }))
  }
}
