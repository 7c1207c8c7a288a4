// SPDX-License-Identifier: Apache-2.0
import { buildCommand, buildRouteMap } from '@stricli/core'

import { print, type CliContext } from './context.ts'
import { runOnMission } from './mission-commands.ts'
import { failWith } from './problems.ts'

interface IssueFlags {
  readonly data: string
  readonly feed: string
  readonly source?: string
}

async function runIssue(this: CliContext, { data, feed, source }: IssueFlags): Promise<void> {
  const token = await runOnMission(data, 'token-issue', { feed, source: source ?? null })
  if (!token.ok) return failWith(this, 'No token was issued.', token.problems)
  print(this, token.value as string)
}

const issueCommand = buildCommand<IssueFlags, [], CliContext>({
  func: runIssue,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
      feed: { kind: 'parsed', parse: String, brief: 'Name of the feed', placeholder: 'id' },
      source: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief:
          'What the feed delivers, such as firms or viina; taken from its name where that begins with one',
        placeholder: 'name',
      },
    },
  },
  docs: {
    brief: 'Issue a token with which a feed may deliver',
    fullDescription: [
      'Issues a token with which a feed may deliver, and prints it alone. It is shown this once: only its hash is kept.',
      'Works while the mission is being served, and while it is not.',
      '',
      'Example',
      '  marsad token issue --feed firms-north --data mission',
    ].join('\n'),
  },
})

export const tokenRoutes = buildRouteMap({
  routes: { issue: issueCommand },
  docs: { brief: 'Tokens of feeds' },
})
