// SPDX-License-Identifier: Apache-2.0
import { buildApplication, buildRouteMap, help, run, text_en, version } from '@stricli/core'

import { isDebugging } from '#config'

import { agreementRoutes } from './agreement.ts'
import { backgroundRoutes } from './background.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { cliContext } from './context.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { exerciseRoutes } from './exercise-routes.ts'
import { EXIT } from './exit-codes.ts'
import { handoverRoutes } from './handover.ts'
import { keysRoutes } from './keys.ts'
import { rebuildCommand } from './rebuild.ts'
import { reportCommand } from './report.ts'
import { retainCommand } from './retention.ts'
import { runCommand } from './run.ts'
import { scoreCommand } from './score.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { tokenRoutes } from './token.ts'
import { userRoutes } from './user.ts'
import { VERSION } from './version.ts'
import { verifyCommand } from './verify.ts'

/** A failure must not end with the code that says that a verification failed. */
let hasFailed = false

const HELP_FORMAT = {
  caseStyle: 'convert-camel-to-kebab',
  useAliasInUsageLine: false,
  onlyRequiredInUsageLine: false,
  disableAnsiColor: true,
} as const

const application = buildApplication(
  buildRouteMap({
    routes: {
      run: runCommand,
      verify: verifyCommand,
      rebuild: rebuildCommand,
      demo: demoCommand,
      exercise: exerciseRoutes,
      simulate: simulateCommand,
      score: scoreCommand,
      serve: serveCommand,
      report: reportCommand,
      token: tokenRoutes,
      user: userRoutes,
      agreement: agreementRoutes,
      background: backgroundRoutes,
      keys: keysRoutes,
      backup: backupCommand,
      restore: restoreCommand,
      doctor: doctorCommand,
      retain: retainCommand,
      handover: handoverRoutes,
    },
    docs: {
      brief: 'Verify a ceasefire by technical means: observations in, provable possible violations out.',
      fullDescription: [
        'Verify a ceasefire by technical means: observations in, provable possible violations out.',
        '',
        'Examples',
        '  marsad run --agreement agreements/exercise-2026.yaml --input firms:detections.csv --out day',
        '  marsad verify day',
        '  marsad demo --tamper',
        '',
        'Exit codes: 0 done, 1 verification failed, 2 wrong use or unusable input, 3 interrupted.',
      ].join('\n'),
    },
  }),
  {
    name: 'marsad',
    scanner: { caseStyle: 'allow-kebab-for-camel' },
    localization: {
      loadText: () => ({
        ...text_en,
        exceptionWhileParsingArguments: (error, ansi) =>
          `${text_en.exceptionWhileParsingArguments(error, ansi)}\nAdd --help to see how it is used, with examples.`,
        exceptionWhileRunningCommand: describeFailure,
      }),
    },
  },
  {
    help: help({ brief: 'Print how it is used', formatting: HELP_FORMAT }),
    version: version({ brief: 'Print the version', info: { currentVersion: VERSION } }),
  },
)

/** A fault of ours or of the machine: what happened, without the stack unless somebody asks for it. */
function describeFailure(error: unknown): string {
  hasFailed = true
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  if (isDebugging()) return stack ?? message
  return [
    `Stopped by ${name}: ${message}`,
    'Nothing was published. This is no fault of your input; set MARSAD_DEBUG=1 and report what it prints.',
  ].join('\n')
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stderr.write('\nInterrupted. Nothing was published; the next run starts afresh.\n')
    process.exit(EXIT.interrupted)
  })
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may close the pipe early; that is no failure of ours.
  if (error.code !== 'EPIPE') throw error
})

await run(application, process.argv.slice(2), cliContext)
if (hasFailed) process.exitCode = EXIT.wrongUse
const known: readonly unknown[] = [undefined, ...Object.values(EXIT)]
if (!known.includes(process.exitCode)) process.exitCode = EXIT.wrongUse
