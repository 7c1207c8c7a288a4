// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import { examineMission, findMission, openKeyring, type Finding, type KeyringFile } from '#adapters'
import { readConfig } from '#config'
import { formatKey, hasMessage } from '#messages'

import { print, printJson, type CliContext } from './context.ts'
import { EXIT } from './exit-codes.ts'
import { passphraseOf } from './keys.ts'
import { hostClock } from './mission-access.ts'
import { failWith } from './problems.ts'

interface DoctorFlags {
  readonly data: string
  readonly json: boolean
}

async function runDoctor(this: CliContext, { data, json }: DoctorFlags): Promise<void> {
  const config = readConfig()
  if (!config.ok) return failWith(this, 'The mission could not be looked at.', config.problems)
  const standing = await findMission(data, config.value.databaseUrl)
  if (!standing.ok) return failWith(this, 'The mission could not be looked at.', standing.problems)
  const passphrase = await passphraseOf(config.value)
  const opens = passphrase === null ? null : (file: KeyringFile) => openKeyring(file, passphrase).ok
  const findings = await examineMission(data, standing.value, opens, hostClock())
  if (json) printJson(this, findings)
  else for (const finding of findings) print(this, describeFinding(finding))
  const isIll = findings.some(({ state }) => state === 'fault')
  this.process.exitCode = isIll ? EXIT.verificationFailed : EXIT.done
}

const MARKS = { fine: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' } as const

/** What it means and, where something is to be done, what. */
function describeFinding({ state, code, params }: Finding): string {
  const next = `doctor-next.${code}`
  const sentences = [
    formatKey('en', `doctor.${code}`, params),
    ...(hasMessage('en', next) ? [formatKey('en', next)] : []),
  ]
  return `${MARKS[state]} ${sentences.join(' ')}`
}

export const doctorCommand = buildCommand<DoctorFlags, [], CliContext>({
  func: runDoctor,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
      json: { kind: 'boolean', default: false, brief: 'Print the findings as JSON' },
    },
  },
  docs: {
    brief: 'Look at a mission, served or not, and say what to do next',
    fullDescription: [
      'Looks at space, keys, clock, tables, checkpoints, waiting work and backups, and says what to do next.',
      'Changes nothing. Ends with code 1 where something must be done now.',
      '',
      'Example',
      '  marsad doctor --data mission',
    ].join('\n'),
  },
})
