// SPDX-License-Identifier: Apache-2.0
import { createTransport } from 'nodemailer'

import { catalogueOf, LANGUAGES } from '#messages'
import type { OutwardNotice } from '#notices'

/** Where mail goes out, and in whose name. */
export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://...`. */
  readonly url: string
  readonly from: string
}

/** Hands one message to the mail server; rejects where it is not taken. */
export type SendMail = (address: string, notice: OutwardNotice) => Promise<void>

const LONGEST_WAIT_MS = 20_000

/** One sentence in every language of the mission; what it is about is for the desk. The message id makes a second copy recognisable. */
export function createMailer({ url, from }: MailSettings): { send: SendMail; close(): void } {
  const transport = createTransport({
    url,
    connectionTimeout: LONGEST_WAIT_MS,
    greetingTimeout: LONGEST_WAIT_MS,
    socketTimeout: LONGEST_WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '')
  return {
    async send(address, notice) {
      const mark = notice.exercise ? 'EXERCISE: ' : ''
      await transport.sendMail({
        from,
        to: address,
        subject: `${mark}Marsad`,
        text: LANGUAGES.map((language) => `${mark}${catalogueOf(language)['notice-mail']}`).join('\n'),
        messageId: `<${notice.notice}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
