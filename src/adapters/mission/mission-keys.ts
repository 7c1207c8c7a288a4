// SPDX-License-Identifier: Apache-2.0
import type { Config } from '#config'
import type { Cryptography } from '#evidence'
import { assertNever, ok, problem, refuse, type Result } from '#kernel'

import { loadEvidenceKeys, readKeyText, type EvidenceKeys } from '../evidence-keys.ts'
import { openKeyring, readKeyringFile, type Keyring } from '../keyring/index.ts'

/** Every key that a mission works with. */
export interface MissionKeys extends EvidenceKeys {
  /** Under which what opens accounts is sealed. */
  readonly credentialsKey: Uint8Array
  /** Under which the keys of human-source material are sealed. */
  readonly vaultKey: Uint8Array
  /** Vault keys of before, newest first. */
  readonly formerVaultKeys: readonly Uint8Array[]
  /** Null where the keys come from the environment or are those of exercises. */
  readonly keyring: Keyring | null
}

type KeySettings = Pick<Config, 'environment' | 'signing' | 'saltKey' | 'passphrase'>

/**
 * The keys of a mission folder: those of its keyring where it has one, else those that the configuration names, else the exercise's.
 * Problems: those of the keyring and of `loadEvidenceKeys`, `passphrase-missing`, `key-file-unreadable`.
 */
export async function loadMissionKeys(
  cryptography: Cryptography,
  folder: string,
  config: KeySettings,
): Promise<Result<MissionKeys>> {
  const file = await readKeyringFile(folder)
  if (file.ok) {
    const passphrase = await readPassphrase(config.passphrase)
    if (!passphrase.ok) return passphrase
    const keyring = openKeyring(file.value, passphrase.value)
    return keyring.ok ? ok({ ...keyring.value, keyring: keyring.value }) : keyring
  }
  if (file.problems.some(({ code }) => code !== 'keyring-missing')) return file
  const keys = await loadEvidenceKeys(cryptography, config)
  if (!keys.ok) return keys
  const { saltKey } = keys.value
  const derive = (use: string): Uint8Array =>
    cryptography.hmacSha256(saltKey, Buffer.from(`marsad ${use} key`))
  return ok({
    ...keys.value,
    credentialsKey: derive('credentials'),
    vaultKey: derive('vault'),
    formerVaultKeys: [],
    keyring: null,
  })
}

/** Problems: `passphrase-missing`, `key-file-unreadable`. */
export async function readPassphrase(settings: Config['passphrase']): Promise<Result<string>> {
  switch (settings.kind) {
    case 'none':
      return refuse(problem('MARSAD_PASSPHRASE', 'passphrase-missing'))
    case 'text':
      return ok(settings.text)
    case 'file': {
      const text = await readKeyText(settings.path)
      return text === null
        ? refuse(problem('MARSAD_PASSPHRASE_FILE', 'key-file-unreadable', { file: settings.path }))
        : ok(text.replace(/\r?\n$/, ''))
    }
    default:
      return assertNever(settings)
  }
}
