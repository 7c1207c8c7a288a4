// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

/** How notices leave the mission. */
export interface NoticeSettings {
  /** Null where no mail server is named. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Whether webhooks may lead to private networks and to this machine. */
  readonly privateWebhooks: boolean
}

const Environment = z.object({
  MARSAD_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s]+$/)
    .optional(),
  MARSAD_MAIL_FROM: z.email().optional(),
  MARSAD_WEBHOOKS_TO_PRIVATE_ADDRESSES: z.enum(['allowed', 'refused']).default('refused'),
})

/** Reads MARSAD_SMTP_URL, MARSAD_MAIL_FROM and MARSAD_WEBHOOKS_TO_PRIVATE_ADDRESSES. Problems: `setting-unusable`, `mail-needs-a-sender`. */
export function readNoticeSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<NoticeSettings> {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    return refuse(
      ...read.error.issues.map((issue) =>
        problem(issue.path.join('.'), 'setting-unusable', { what: issue.message }),
      ),
    )
  }
  const { MARSAD_SMTP_URL: url, MARSAD_MAIL_FROM: from } = read.data
  if (url !== undefined && from === undefined)
    return refuse(problem('MARSAD_MAIL_FROM', 'mail-needs-a-sender'))
  return ok({
    mail: url === undefined || from === undefined ? null : { url, from },
    privateWebhooks: read.data.MARSAD_WEBHOOKS_TO_PRIVATE_ADDRESSES === 'allowed',
  })
}
