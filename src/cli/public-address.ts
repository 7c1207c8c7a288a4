// SPDX-License-Identifier: Apache-2.0
import { isIP } from 'node:net'

import { createIdentityProvider, createPasskeys, type IdentityProvider, type PeopleContext } from '#adapters'
import type { IdentityProviderSettings } from '#config'
import { ENTRY_RETURN_PATH } from '#server'

/** What follows from the address that browsers know the service by. */
export interface PublicAddress {
  /** Null where there is no address, or one without a name: a passkey is bound to a domain (W3C Web Authentication). */
  readonly passkeys: PeopleContext['passkeys']
  readonly secureCookie: boolean
  /** Names to answer to, beside those of this machine. */
  readonly hosts: readonly string[]
}

/** `publicUrl` is an origin, or null where nobody but this machine reaches the service. */
export function publicAddressOf(publicUrl: string | null, name: string, nowMs: () => number): PublicAddress {
  if (publicUrl === null) return { passkeys: null, secureCookie: false, hosts: [] }
  const { protocol, hostname, origin } = new URL(publicUrl)
  const isNamed = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return {
    passkeys: isNamed ? createPasskeys({ id: hostname, origins: [origin], name }, nowMs) : null,
    secureCookie: protocol === 'https:',
    hosts: [hostname],
  }
}

/** The identity provider that sends browsers back to this address; null where none is configured. */
export const identityProviderOf = (
  publicUrl: string | null,
  settings: IdentityProviderSettings | null,
  nowMs: () => number,
): IdentityProvider | null =>
  publicUrl === null || settings === null
    ? null
    : createIdentityProvider({ ...settings, returnAddress: `${publicUrl}${ENTRY_RETURN_PATH}`, nowMs })
