// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { ok, problem, refuse, type Problem, type Result } from '#kernel'

/** Origin line of a log with its own key, where MARSAD_LOG_ORIGIN names no other. */
const DEFAULT_ORIGIN = 'marsad.example/log'

/** Who signs: nobody in particular, or the holder of a key file. */
export type SigningSettings =
  | { readonly kind: 'exercise' }
  | { readonly kind: 'key-file'; readonly path: string; readonly origin: string }

/** The secret that hides what the log commits to; public in an exercise. */
export type SaltSettings =
  | { readonly kind: 'exercise' }
  | { readonly kind: 'hex'; readonly hex: string }
  | { readonly kind: 'file'; readonly path: string }

/** What opens the keyring of a mission folder. */
export type PassphraseSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }

export interface Config {
  readonly environment: 'development' | 'production'
  readonly signing: SigningSettings
  readonly saltKey: SaltSettings
  readonly passphrase: PassphraseSettings
  /** Address of a PostgreSQL database for the tables of the service; null keeps them in the mission's folder. */
  readonly databaseUrl: string | null
  /** Where browsers reach the service, such as `https://desk.example`, without a path; null where nobody but this machine does. */
  readonly publicUrl: string | null
}

/** Browsers make passkeys and keep `Secure` cookies for pages over TLS, and for `localhost`. */
function isPlainOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin, href } = new URL(text)
  return href === `${origin}/` && (protocol === 'https:' || hostname === 'localhost')
}

const notEmpty = z.string().min(1).optional()

const Environment = z.object({
  MARSAD_ENV: z.enum(['development', 'production']).default('development'),
  /** Path of an Ed25519 private key as PKCS #8 PEM. */
  MARSAD_SIGNING_KEY: notEmpty,
  /** 64 hexadecimal digits, or the path of a file that holds them. */
  MARSAD_SALT_KEY: notEmpty,
  MARSAD_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  /** Scheme, host and port under which browsers reach the service; in the clear on this machine alone. */
  MARSAD_PUBLIC_URL: z.string().refine(isPlainOrigin, 'https-origin-expected').optional(),
  /** Opens the keyring in a mission folder; better in a file that only its owner may read. */
  MARSAD_PASSPHRASE: notEmpty,
  MARSAD_PASSPHRASE_FILE: notEmpty,
  MARSAD_LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .refine((origin) => !/exercise/i.test(origin))
    .default(DEFAULT_ORIGIN),
})

/**
 * Reads the environment; every problem is listed by the name of its variable. Production is refused with the exercise key, that is with neither
 * a key of one's own nor a passphrase for the keyring of a mission, and a key of one's own is refused without a salt key, since what the log commits to could then be guessed.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<Config> {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    return refuse(
      ...read.error.issues.map((issue) =>
        problem(issue.path.join('.'), 'setting-unusable', { what: issue.message }),
      ),
    )
  }
  const settings = read.data
  const problems: Problem[] = []
  const { MARSAD_SIGNING_KEY: keyPath, MARSAD_SALT_KEY: salt } = settings
  const passphrase = toPassphraseSettings(settings.MARSAD_PASSPHRASE, settings.MARSAD_PASSPHRASE_FILE)
  if (settings.MARSAD_ENV === 'production' && keyPath === undefined && passphrase.kind === 'none') {
    problems.push(problem('MARSAD_SIGNING_KEY', 'production-needs-a-signing-key'))
  }
  if (keyPath !== undefined && salt === undefined) {
    problems.push(problem('MARSAD_SALT_KEY', 'signing-key-needs-a-salt-key'))
  }
  if (problems.length > 0) return refuse(...problems)
  return ok({
    environment: settings.MARSAD_ENV,
    signing:
      keyPath === undefined
        ? { kind: 'exercise' }
        : { kind: 'key-file', path: keyPath, origin: settings.MARSAD_LOG_ORIGIN },
    saltKey: toSaltSettings(salt),
    passphrase,
    databaseUrl: settings.MARSAD_DATABASE_URL ?? null,
    publicUrl: settings.MARSAD_PUBLIC_URL === undefined ? null : new URL(settings.MARSAD_PUBLIC_URL).origin,
  })
}

function toPassphraseSettings(text: string | undefined, path: string | undefined): PassphraseSettings {
  if (path !== undefined) return { kind: 'file', path }
  return text === undefined ? { kind: 'none' } : { kind: 'text', text }
}

function toSaltSettings(salt: string | undefined): SaltSettings {
  if (salt === undefined) return { kind: 'exercise' }
  return /^[0-9a-f]{64}$/i.test(salt)
    ? { kind: 'hex', hex: salt.toLowerCase() }
    : { kind: 'file', path: salt }
}
