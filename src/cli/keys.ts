// SPDX-License-Identifier: Apache-2.0
import { buildCommand, buildRouteMap } from '@stricli/core'

import {
  createKeyring,
  createNodeCryptography,
  findMission,
  makeWritableFolder,
  openSecrets,
  readKeyringFile,
  readPassphrase,
  revokeKey,
  rotateKey,
  sealAnew,
  writeKeyringFile,
  type KeyPurpose,
} from '#adapters'
import { readConfig, type Config } from '#config'
import { ok, problem, refuse, type Result } from '#kernel'

import { print, type CliContext } from './context.ts'
import { holdMission, hostClock } from './mission-access.ts'
import { failWith } from './problems.ts'

const dataFlag = {
  kind: 'parsed',
  parse: String,
  brief: 'Folder of the mission',
  placeholder: 'folder',
} as const

interface NewFlags {
  readonly data: string
  readonly origin: string
}

async function runNew(this: CliContext, { data, origin }: NewFlags): Promise<void> {
  const made = await makeKeys(data, origin)
  if (!made.ok) return failWith(this, 'No keys were made.', made.problems)
  print(
    this,
    `${made.value}\nGive this line to everybody who shall check the mission, by a way that you trust.`,
  )
}

async function makeKeys(folder: string, origin: string): Promise<Result<string>> {
  const config = readConfig()
  if (!config.ok) return config
  const standing = await findMission(folder, config.value.databaseUrl)
  if (standing.ok) return refuse(problem(folder, 'mission-has-keys-already'))
  if (standing.problems.some(({ code }) => code !== 'folder-holds-no-mission')) return standing
  const known = await readKeyringFile(folder)
  if (known.ok) return refuse(problem(folder, 'mission-has-keys-already'))
  const passphrase = await readPassphrase(config.value.passphrase)
  if (!passphrase.ok) return passphrase
  const writable = await makeWritableFolder(folder)
  if (!writable.ok) return writable
  const request = { origin, passphrase: passphrase.value, now: hostClock() }
  const keyring = createKeyring(createNodeCryptography(), request)
  if (!keyring.ok) return keyring
  await writeKeyringFile(folder, keyring.value)
  return withMission(folder, null)
}

interface RotateFlags {
  readonly data: string
  readonly key: KeyPurpose
}

async function runRotate(this: CliContext, { data, key }: RotateFlags): Promise<void> {
  const done = await changeKeyring(data, null, (file, passphrase) =>
    rotateKey(createNodeCryptography(), file, { purpose: key, passphrase, now: hostClock() }),
  )
  if (!done.ok) return failWith(this, 'No key was changed.', done.problems)
  print(this, done.value)
}

interface RevokeFlags {
  readonly data: string
  readonly key: string
  readonly vouchedUpTo?: string
}

async function runRevoke(this: CliContext, flags: RevokeFlags): Promise<void> {
  const { data, key, vouchedUpTo } = flags
  if (vouchedUpTo !== undefined && !/^\d{1,15}$/.test(vouchedUpTo)) {
    return failWith(this, 'No key was revoked.', [
      problem('--vouched-up-to', 'batch-not-positive', { text: vouchedUpTo }),
    ])
  }
  const size = vouchedUpTo === undefined ? null : Number(vouchedUpTo)
  const done = await changeKeyring(data, size, (file) => revokeKey(file, key))
  if (!done.ok) return failWith(this, 'No key was revoked.', done.problems)
  print(this, done.value)
}

interface PassphraseFlags {
  readonly data: string
  readonly new: string
}

async function runPassphrase(this: CliContext, flags: PassphraseFlags): Promise<void> {
  const done = await changePassphrase(flags.data, flags.new)
  if (!done.ok) return failWith(this, 'The passphrase was not changed.', done.problems)
  print(
    this,
    'The keys are sealed under the new passphrase. Copies of the keyring made before still open with the old one.',
  )
}

/** The same keys: a service that runs goes on, and the next start asks for the new passphrase. */
async function changePassphrase(folder: string, newFile: string): Promise<Result<null>> {
  const config = readConfig()
  if (!config.ok) return config
  const file = await readKeyringFile(folder)
  if (!file.ok) return file
  const passphrase = await readPassphrase(config.value.passphrase)
  if (!passphrase.ok) return passphrase
  const secrets = openSecrets(file.value, passphrase.value)
  if (!secrets.ok) return secrets
  const next = await readPassphrase({ kind: 'file', path: newFile })
  if (!next.ok) return next
  const sealed = sealAnew(file.value, secrets.value, next.value)
  if (!sealed.ok) return sealed
  await writeKeyringFile(folder, sealed.value)
  return ok(null)
}

type KeyringFile = Parameters<typeof writeKeyringFile>[1]

/** The changed keyring is on the disk before the log speaks of it; what was interrupted in between is settled by the next start. */
async function changeKeyring(
  folder: string,
  vouchedUpTo: number | null,
  change: (file: KeyringFile, passphrase: string) => Result<KeyringFile>,
): Promise<Result<string>> {
  const config = readConfig()
  if (!config.ok) return config
  const file = await readKeyringFile(folder)
  if (!file.ok) return file
  const passphrase = await readPassphrase(config.value.passphrase)
  if (!passphrase.ok) return passphrase
  // Held once before, so that a service that signs with the old key is found out before anything is changed.
  const before = await withMission(folder, null)
  if (!before.ok) return before
  const changed = change(file.value, passphrase.value)
  if (!changed.ok) return changed
  await writeKeyringFile(folder, changed.value)
  return withMission(folder, vouchedUpTo)
}

/** Puts the keys on record, publishes a checkpoint by the key in force, and answers its vkey line. */
async function withMission(folder: string, vouchedUpTo: number | null): Promise<Result<string>> {
  const held = await holdMission(folder, () => {}, vouchedUpTo)
  if (!held.ok) return held
  const { mission, keys } = held.value
  try {
    for (const log of ['public', 'internal'] as const)
      await mission.ledger.publishCheckpoint(log, mission.now())
    const current = keys.keyring?.file.keys.findLast(({ purpose }) => purpose === 'signing')
    return ok(current?.verifier ?? '')
  } finally {
    await mission.close()
  }
}

async function runList(this: CliContext, { data }: { readonly data: string }): Promise<void> {
  const file = await readKeyringFile(data)
  if (!file.ok) return failWith(this, 'There is no keyring to list.', file.problems)
  for (const { id, state, createdAt, verifier } of file.value.keys) {
    print(this, [id, state, createdAt, verifier ?? ''].join('  ').trimEnd())
  }
}

/** The passphrase that the configuration names, or null where none is given or can be read. */
export async function passphraseOf(config: Pick<Config, 'passphrase'>): Promise<string | null> {
  const read = await readPassphrase(config.passphrase)
  return read.ok ? read.value : null
}

const PASSPHRASE_NOTE =
  'The passphrase comes from the file that MARSAD_PASSPHRASE_FILE names, or from MARSAD_PASSPHRASE.'

export const keysRoutes = buildRouteMap({
  routes: {
    new: buildCommand<NewFlags, [], CliContext>({
      func: runNew,
      parameters: {
        flags: {
          data: dataFlag,
          origin: {
            kind: 'parsed',
            parse: String,
            brief: 'Name that the log is signed under, such as mission.example/log',
            placeholder: 'name',
          },
        },
      },
      docs: {
        brief: 'Make the keys of a new mission and begin its log with them',
        fullDescription: [
          'Makes the keys of a new mission, seals them under a passphrase, and begins its log with them. Prints the public key.',
          PASSPHRASE_NOTE,
          '',
          'Example',
          '  MARSAD_PASSPHRASE_FILE=phrase marsad keys new --data mission --origin mission.example/log',
        ].join('\n'),
      },
    }),
    list: buildCommand<{ readonly data: string }, [], CliContext>({
      func: runList,
      parameters: { flags: { data: dataFlag } },
      docs: { brief: 'List the keys of a mission: what for, in force since when, retired or revoked' },
    }),
    rotate: buildCommand<RotateFlags, [], CliContext>({
      func: runRotate,
      parameters: {
        flags: {
          data: dataFlag,
          key: {
            kind: 'enum',
            values: ['signing', 'vault', 'salt', 'credentials'],
            default: 'signing',
            brief: 'Which key (default signing; salt and credentials stay)',
          },
        },
      },
      docs: {
        brief: 'Put a new key in the place of the one in force, on record and signed by both',
        fullDescription: [
          'Puts a new key in the place of the one in force. The log says so, signed by both. Stop the service first.',
          PASSPHRASE_NOTE,
          '',
          'Example',
          '  marsad keys rotate --data mission',
        ].join('\n'),
      },
    }),
    passphrase: buildCommand<PassphraseFlags, [], CliContext>({
      func: runPassphrase,
      parameters: {
        flags: {
          data: dataFlag,
          new: {
            kind: 'parsed',
            parse: String,
            brief: 'File that holds the new passphrase',
            placeholder: 'file',
          },
        },
      },
      docs: {
        brief: 'Seal the same keys under another passphrase',
        fullDescription: [
          'Seals the same keys under another passphrase. A service that runs goes on; its next start needs the new one.',
          PASSPHRASE_NOTE,
          '',
          'Example',
          '  MARSAD_PASSPHRASE_FILE=old marsad keys passphrase --data mission --new new',
        ].join('\n'),
      },
    }),
    revoke: buildCommand<RevokeFlags, [], CliContext>({
      func: runRevoke,
      parameters: {
        flags: {
          data: dataFlag,
          key: { kind: 'parsed', parse: String, brief: 'Its name in `keys list`', placeholder: 'id' },
          vouchedUpTo: {
            kind: 'parsed',
            parse: String,
            optional: true,
            brief:
              'Size of the log up to which its checkpoints are still trusted (default: all before its rotation)',
            placeholder: 'size',
          },
        },
      },
      docs: {
        brief: 'Say on record that a key of before is no longer to be trusted',
        fullDescription: [
          'Says on record, signed by the key in force, that a former key is no longer to be trusted. Rotate first.',
          '',
          'Example',
          '  marsad keys revoke --data mission --key signing-1 --vouched-up-to 4096',
        ].join('\n'),
      },
    }),
  },
  docs: { brief: 'Keys of a mission: make, list, rotate, revoke, change the passphrase' },
})
