// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { readIdentityProviderSettings } from './identity-provider-settings.ts'

const PUBLIC = 'https://desk.example'
const problemsOf = (environment: Record<string, string>, publicUrl: string | null = PUBLIC) => {
  const read = readIdentityProviderSettings(publicUrl, environment)
  return read.ok ? read.value : read.problems.map(({ path, code }) => `${path} ${code}`)
}

describe('the settings of an identity provider', () => {
  test('[PE50] there is none unless the environment names one', () => {
    expect(problemsOf({}, null)).toBeNull()
    expect(problemsOf({ MARSAD_OIDC_CLIENT_ID: 'marsad' })).toBeNull()
  })

  test('[PE50] one is named with its client, over TLS unless it is on this machine', () => {
    const named = { MARSAD_OIDC_ISSUER: 'https://id.example/realm', MARSAD_OIDC_CLIENT_ID: 'marsad' }
    expect(problemsOf({ ...named, MARSAD_OIDC_TWO_FACTOR_AMR: 'otp hwk' })).toEqual({
      issuer: 'https://id.example/realm',
      clientId: 'marsad',
      clientSecret: null,
      name: 'id.example',
      twoFactorAcr: [],
      twoFactorAmr: ['otp', 'hwk'],
    })
    expect(problemsOf({ MARSAD_OIDC_ISSUER: 'http://127.0.0.1:9' }, null)).toEqual([
      'MARSAD_OIDC_CLIENT_ID identity-provider-needs-a-client',
      'MARSAD_PUBLIC_URL identity-provider-needs-a-public-url',
    ])
    for (const issuer of [
      'http://id.example',
      'id.example',
      'https://a@id.example',
      'https://id.example/?a=b',
    ]) {
      expect(problemsOf({ ...named, MARSAD_OIDC_ISSUER: issuer })).toEqual([
        'MARSAD_OIDC_ISSUER setting-unusable',
      ])
    }
    expect(problemsOf({ ...named, MARSAD_OIDC_CLIENT_SECRET_FILE: '/nowhere/secret' })).toEqual([
      'MARSAD_OIDC_CLIENT_SECRET_FILE key-file-unreadable',
    ])
  })
})
