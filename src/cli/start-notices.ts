// SPDX-License-Identifier: Apache-2.0
import {
  createAccountStore,
  createMailer,
  createNodeCryptography,
  createNoticeStore,
  createWebhookSender,
  followNotices,
} from '#adapters'
import type { NoticeSettings } from '#config'
import { addNotices, formatWebhookSignature, type AppParts } from '#server'

import type { HeldMission } from './mission-access.ts'

/** Tells people what they asked for, as long as the mission is served; `parts` are the routes by which they ask. */
export function startNotices(
  { mission, keys }: HeldMission,
  { mail, privateWebhooks }: NoticeSettings,
  onFault: (error: unknown) => void,
): { readonly parts: AppParts; stop(): Promise<void> } {
  const { ledger, database, queries, proceedings, exercise, now } = mission
  const cryptography = createNodeCryptography()
  const store = createNoticeStore(database.reader, ledger)
  // A key for each address: whoever runs one hook can sign for no other.
  const keyOf = (address: string): Uint8Array =>
    cryptography.hmacSha256(keys.credentialsKey, Buffer.from(`notice webhook\n${address}`))
  const mailer = mail === null ? null : createMailer(mail)
  const follower = followNotices(
    {
      store,
      ledger,
      queries,
      proceedings,
      accounts: createAccountStore(database.reader),
      exercise,
      mail: mailer?.send ?? null,
      webhook: createWebhookSender({
        privateAddresses: privateWebhooks,
        sign: (address, body) => formatWebhookSignature(keyOf(address), now(), body),
      }),
      now,
      random: Math.random,
    },
    onFault,
  )
  return {
    parts: {
      closed: [
        (app) =>
          addNotices(app, {
            store,
            webhookKeyOf: (address) => Buffer.from(keyOf(address)).toString('hex'),
            now,
          }),
      ],
    },
    async stop() {
      await follower.stop()
      mailer?.close()
    },
  }
}
