// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import { examineMission, findMission, type Finding } from '#adapters'
import { readConfig } from '#config'

import { print, printJson, type CliContext } from './context.ts'
import { FINDING_TEXTS } from './finding-texts.ts'
import { EXIT } from './exit-codes.ts'
import { passphraseOf } from './keys.ts'
import { hostClock } from './mission-access.ts'
import { failWith } from './problems.ts'
import { fillText } from './texts.ts'

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
  const findings = await examineMission(data, standing.value, passphrase, hostClock())
  if (json) printJson(this, findings)
  else for (const finding of findings) print(this, describeFinding(finding))
  const isIll = findings.some(({ state }) => state === 'fault')
  this.process.exitCode = isIll ? EXIT.verificationFailed : EXIT.done
}

const MARKS = { fine: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' } as const

function describeFinding({ state, code, params }: Finding): string {
  const text = FINDING_TEXTS[code]
  return `${MARKS[state]} ${text === undefined ? code : fillText(text, params)}`
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
