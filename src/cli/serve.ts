// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'

import { findInputFile, readText } from '#adapters'
import { ok, type Result } from '#kernel'

import type { AgreementText } from './adopt-agreement.ts'
import { print, type CliContext } from './context.ts'
import { EXIT } from './exit-codes.ts'
import { holdMission } from './mission-access.ts'
import { parsePort } from './port.ts'
import { failWith } from './problems.ts'
import { PLAIN_SERVICE, startService, type RunningService } from './service.ts'
import { stopOnSignals } from './stop-on-signals.ts'

const FIRST_AGREEMENT = fileURLToPath(new URL('../../agreements/exercise-2026.yaml', import.meta.url))
const LOOPBACK = '127.0.0.1'

interface ServeFlags {
  readonly data: string
  readonly port?: string
  readonly host?: string
  readonly agreement?: string
  readonly background?: string
  readonly frontline?: string
}

async function runServe(this: CliContext, flags: ServeFlags): Promise<void> {
  const port = parsePort(flags.port)
  if (!port.ok) return failWith(this, 'The service could not start.', port.problems)
  const agreement = flags.agreement === undefined ? ok(null) : await readAgreement(flags.agreement)
  if (!agreement.ok) return failWith(this, 'The terms could not be read.', agreement.problems)
  const background = flags.background === undefined ? ok(null) : await readNamedText(flags.background)
  if (!background.ok) return failWith(this, 'The background could not be read.', background.problems)
  let stop = (): void => {}
  const held = await holdMission(flags.data, () => stop())
  if (!held.ok) return failWith(this, 'The service could not start.', held.problems)
  const options = {
    folder: flags.data,
    port: port.value,
    host: flags.host ?? LOOPBACK,
    agreement: agreement.value,
    background: background.value,
    frontline: flags.frontline ?? null,
    firstAgreement: () => readAgreement(FIRST_AGREEMENT),
    ...PLAIN_SERVICE,
  }
  let service: Result<RunningService>
  try {
    service = await startService(held.value, options, () => {})
  } catch (error) {
    await held.value.mission.close()
    throw error
  }
  if (!service.ok) {
    await held.value.mission.close()
    return failWith(this, 'The service could not start.', service.problems)
  }
  const stopped = new Promise<void>((resolve) => (stop = resolve))
  stopOnSignals(stop)
  print(this, describeService(service.value, flags.data))
  tellSetUpCode(this, service.value)
  await stopped
  await service.value.stop()
  this.process.exitCode = EXIT.done
}

function describeService({ url, exercise, hasPages }: RunningService, folder: string): string {
  return [
    ...(exercise ? ['EXERCISE: signed with a key that everybody has.'] : []),
    `Serving ${folder} at ${url} (Ctrl-C stops)`,
    ...(hasPages ? [] : ['Without pages: web/dist is not there (npm run build makes it); the API answers.']),
  ].join('\n')
}

/** On standard error, where no log of what was answered keeps it. */
function tellSetUpCode(context: CliContext, { setUpCode }: RunningService): void {
  if (setUpCode === null) return
  context.process.stderr.write(
    `Nobody has an account yet. Set up the first two administrators with this code: ${setUpCode}\n`,
  )
}

/** Terms from a file, as text. */
export const readAgreement = (path: string): Promise<Result<AgreementText>> => readNamedText(path)

async function readNamedText(
  path: string,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  return text.ok ? ok({ name: file.value.name, text: text.value }) : text
}

export const serveCommand = buildCommand<ServeFlags, [], CliContext>({
  func: runServe,
  parameters: {
    flags: {
      data: {
        kind: 'parsed',
        parse: String,
        brief: 'Folder of the mission; made where it is not there',
        placeholder: 'folder',
      },
      port: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Port (default 8320)',
        placeholder: 'number',
      },
      host: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Address to listen on (default this machine alone)',
        placeholder: 'address',
      },
      agreement: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Terms to go by from now on; without it those of the mission, at first those of the exercise',
        placeholder: 'file',
      },
      background: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Quiet years, as marsad background build writes them; each fire is then weighed against them',
        placeholder: 'file',
      },
      frontline: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Polygon of held ground (GeoJSON), or a folder with one a day named *_YYYYMMDD.geojson',
        placeholder: 'file|folder',
      },
    },
  },
  docs: {
    brief: 'Serve a mission: feeds in, people at their desks, everything on record',
    fullDescription: [
      'Serves a mission until it is told to stop (SIGTERM or Ctrl-C): feeds in, people at their desks, everything on record.',
      'What was acknowledged survives a loss of power; after one, it goes on by itself.',
      '',
      'Examples',
      '  marsad serve --data mission --port 8320',
      '  marsad serve --data mission --agreement agreements/minsk.yaml',
    ].join('\n'),
  },
})
