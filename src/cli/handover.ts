// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'

import { buildCommand, buildRouteMap } from '@stricli/core'

import {
  findMission,
  openHandover,
  openSecrets,
  parseShare,
  sealHandover,
  writeDurably,
  type NamedShare,
} from '#adapters'
import { readConfig } from '#config'
import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, ok, problem, refuse, type Problem, type Result } from '#kernel'

import { addressOf, refusingDamage, reportCheck } from './backup.ts'
import { print, type CliContext } from './context.ts'
import { passphraseOf } from './keys.ts'
import { holdMission, hostClock } from './mission-access.ts'
import { failWith } from './problems.ts'

interface SealFlags {
  readonly data: string
  readonly out: string
  readonly keys: string
}

async function runSeal(this: CliContext, { data, out, keys }: SealFlags): Promise<void> {
  const sealed = await sealMission(data, out, keys)
  if (!sealed.ok) return failWith(this, 'Nothing was sealed.', sealed.problems)
  print(this, `Sealed the mission into ${out}. Give each holder one of these files, and keep none:`)
  for (const path of sealed.value) print(this, `  ${path}`)
}

async function sealMission(
  folder: string,
  out: string,
  quorumText: string,
): Promise<Result<readonly string[]>> {
  const quorum = parseQuorum(quorumText)
  if (!quorum.ok) return quorum
  const config = readConfig()
  if (!config.ok) return config
  const standing = await findMission(folder, config.value.databaseUrl)
  if (!standing.ok) return standing
  const held = await holdMission(folder, () => {})
  if (!held.ok) return held
  const { mission, keys } = held.value
  const now = mission.now()
  try {
    const file = keys.keyring?.file
    const secrets =
      file === undefined ? ok(new Map()) : openSecrets(file, (await passphraseOf(config.value)) ?? '')
    if (!secrets.ok) return secrets
    if (file === undefined && !mission.exercise) return refuse(problem(folder, 'handover-needs-a-keyring'))
    // On record before it is made, and under a signed root, so that the sealed copy tells of its own sealing.
    await mission.ledger.write((turn) =>
      turn.append('public', {
        schema: RECORD_SCHEMA,
        kind: 'handover-sealed',
        time: formatInstant(now),
        audiences: ['public'],
        body: { threshold: quorum.value.threshold, shares: quorum.value.shares },
      }),
    )
    for (const log of ['public', 'internal'] as const) await mission.ledger.publishCheckpoint(log, now)
    const { identity, tables } = standing.value
    const handover = sealHandover({
      folder,
      tables,
      mission: identity,
      ...quorum.value,
      secrets: secrets.value,
      now,
    })
    await writeDurably(out, handover.bytes())
    const paths = handover.shares.map((_, at) => `${out}.share-${at + 1}`)
    for (const [at, path] of paths.entries()) await writeDurably(path, lineOf(handover.shares[at]!))
    return ok(paths)
  } finally {
    await mission.close()
  }
}

async function* lineOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(`${text}\n`))
}

/** `3-of-5`: any three of five holders. Problems: `quorum-unusable`. */
function parseQuorum(text: string): Result<{ readonly threshold: number; readonly shares: number }> {
  const [, threshold, shares] = /^(\d{1,3})-of-(\d{1,3})$/.exec(text) ?? []
  const quorum = { threshold: Number(threshold), shares: Number(shares) }
  const isUsable = quorum.threshold >= 2 && quorum.threshold <= quorum.shares && quorum.shares <= 255
  return isUsable ? ok(quorum) : refuse(problem('--keys', 'quorum-unusable', { text }))
}

interface OpenFlags {
  readonly data: string
  readonly from: string
  readonly share: readonly string[]
}

async function runOpen(this: CliContext, { data, from, share }: OpenFlags): Promise<void> {
  const config = readConfig()
  if (!config.ok) return failWith(this, 'The hand-over was not opened.', config.problems)
  const shares = await readShares(share)
  if (!shares.ok) return failWith(this, 'The hand-over was not opened.', shares.problems)
  const passphrase = await passphraseOf(config.value)
  const opened = await refusingDamage(from, () =>
    openHandover(createReadStream(from), shares.value, {
      folder: data,
      addressOf: () => addressOf(data, config.value.databaseUrl),
      passphrase,
      now: hostClock(),
    }),
  )
  if (!opened.ok) return failWith(this, 'The hand-over was not opened.', opened.problems)
  const { mission, madeAt } = opened.value.head
  print(this, `Opened mission ${mission}, sealed at ${madeAt}, into ${data}.`)
  await reportCheck(this, data)
}

async function readShares(paths: readonly string[]): Promise<Result<readonly NamedShare[]>> {
  const shares: NamedShare[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null)
    const read = text === null ? refuse(problem(path, 'input-missing')) : parseShare(text, path)
    if (read.ok) shares.push(read.value)
    else problems.push(...read.problems)
  }
  return problems.length > 0 ? refuse(...problems) : ok(shares)
}

export const handoverRoutes = buildRouteMap({
  routes: {
    seal: buildCommand<SealFlags, [], CliContext>({
      func: runSeal,
      parameters: {
        flags: {
          data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
          out: {
            kind: 'parsed',
            parse: String,
            brief: 'File to write; shares are put beside it',
            placeholder: 'file',
          },
          keys: {
            kind: 'parsed',
            parse: String,
            brief: 'How many holders of how many open it',
            placeholder: 'k-of-n',
          },
        },
      },
      docs: {
        brief: 'Seal the whole mission into one file that a quorum of holders can open',
        fullDescription: [
          'Seals the whole mission, its keys included, into one file; any k of n holders together can open it, fewer learn nothing.',
          'Stop the service first. The sealing stands in the public log.',
          '',
          'Example',
          '  marsad handover seal --data mission --out mission.sealed --keys 3-of-5',
        ].join('\n'),
      },
    }),
    open: buildCommand<OpenFlags, [], CliContext>({
      func: runOpen,
      parameters: {
        flags: {
          data: {
            kind: 'parsed',
            parse: String,
            brief: 'Empty folder for the mission',
            placeholder: 'folder',
          },
          from: { kind: 'parsed', parse: String, brief: 'The sealed file', placeholder: 'file' },
          share: {
            kind: 'parsed',
            parse: String,
            variadic: true,
            brief: 'File of a holder; give it once for each',
            placeholder: 'file',
          },
        },
      },
      docs: {
        brief: 'Open a sealed mission with a quorum of its holders, on any machine, and check it',
        fullDescription: [
          'Opens a sealed mission into an empty folder, seals its keys under the passphrase given here, and checks everything.',
          '',
          'Example',
          '  marsad handover open --data mission --from mission.sealed --share a.share --share b.share --share c.share',
        ].join('\n'),
      },
    }),
  },
  docs: { brief: 'Hand a whole mission over, sealed for a quorum' },
})
