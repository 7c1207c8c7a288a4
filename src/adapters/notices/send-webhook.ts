// SPDX-License-Identifier: Apache-2.0
import { lookup as lookUpName, type LookupAddress } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP } from 'node:net'

import type { OutwardNotice } from '#notices'

import { NoticeError } from './notice-error.ts'

/** Posts one signed notice; rejects with NoticeError where it is not taken. */
export type SendWebhook = (address: string, notice: OutwardNotice) => Promise<void>

export interface WebhookSettings {
  /** Whether addresses of private networks and of this machine may be called. */
  readonly privateAddresses: boolean
  /** Value of the header that proves the body under the key of this address. */
  sign(address: string, body: Uint8Array): string
}

const LONGEST_WAIT_MS = 10_000
export const NOTICE_SIGNATURE_HEADER = 'x-marsad-signature'

/** What is not on the open internet (RFC 6890 and IANA's special-purpose registries). */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** True where the address is of a private network, of this machine, or of no machine at all. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Posts to an address of the open internet. The name is looked up once, and what it came to is what is called: a name that leads
 * elsewhere the second time leads nowhere here. Redirections are not followed.
 */
export function createWebhookSender({ privateAddresses, sign }: WebhookSettings): SendWebhook {
  return (address, notice) =>
    new Promise((resolve, reject) => {
      const url = new URL(address)
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (!privateAddresses && isIP(literal) !== 0 && isPrivateAddress(literal)) {
        reject(new NoticeError('address-private'))
        return
      }
      const body = Buffer.from(JSON.stringify(notice))
      const post = url.protocol === 'https:' ? requestHttps : requestHttp
      const asked = post(
        url,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': body.length,
            [NOTICE_SIGNATURE_HEADER]: sign(address, body),
          },
          timeout: LONGEST_WAIT_MS,
          lookup(hostname, options, found) {
            lookUpName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
              const first = addresses?.[0]
              if (error !== null || first === undefined) found(error ?? new NoticeError('unreachable'), '', 0)
              else if (!privateAddresses && addresses.some((one) => isPrivateAddress(one.address)))
                found(new NoticeError('address-private'), '', 0)
              else if (options.all === true) found(null, addresses)
              else found(null, first.address, first.family)
            })
          },
        },
        (answer) => {
          answer.resume()
          const status = answer.statusCode ?? 0
          if (status >= 200 && status < 300) resolve()
          else reject(new NoticeError('refused', `answered ${status}`))
        },
      )
      asked.on('timeout', () => asked.destroy(new NoticeError('unreachable', 'no answer in time')))
      asked.on('error', (error) =>
        reject(error instanceof NoticeError ? error : new NoticeError('unreachable', error.message)),
      )
      asked.end(body)
    })
}
