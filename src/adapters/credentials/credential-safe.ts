// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'

import type { Credential } from '#people'

import { openSecret, sealSecret } from './sealed-secrets.ts'

/** Turns what opens an account into what may stand in a record, and back. */
export interface CredentialSafe {
  seal(person: string, kind: Credential['kind'], id: string, label: string, secret: string): Credential
  open(person: string, credential: Credential): string
  /** A name for what opens an account, by which it is found again and which says nothing without the key. */
  nameOf(kind: Credential['kind'], what: string): string
}

/** Seals under the installation's key of credentials; bound to the person and kind, so that no credential can be moved to another account. */
export function createCredentialSafe(key: Uint8Array): CredentialSafe {
  const contextOf = (person: string, kind: string, id: string): string =>
    ['marsad/credential@1', person, kind, id].join('\n')
  return {
    nameOf: (kind, what) =>
      createHmac('sha256', key).update(`marsad/credential-name@1\n${kind}\n${what}`).digest('hex'),
    seal: (person, kind, id, label, secret) => ({
      id,
      kind,
      label,
      sealed: Buffer.from(sealSecret(key, contextOf(person, kind, id), Buffer.from(secret))).toString(
        'base64',
      ),
    }),
    open: (person, { id, kind, sealed }) =>
      Buffer.from(openSecret(key, contextOf(person, kind, id), Buffer.from(sealed, 'base64'))).toString(),
  }
}
