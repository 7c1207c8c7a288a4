// SPDX-License-Identifier: Apache-2.0
import { buildCommand, buildRouteMap } from '@stricli/core'
import * as z from 'zod'

import { print, printJson, type CliContext } from './context.ts'
import { issuedTokenSchema } from './feed-tokens.ts'
import { runOnMission } from './mission-commands.ts'
import { failWith } from './problems.ts'

const data = { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' } as const
const feed = { kind: 'parsed', parse: String, brief: 'Name of the feed', placeholder: 'id' } as const

interface IssueFlags {
  readonly data: string
  readonly feed: string
  readonly source?: string
}

async function runIssue(this: CliContext, flags: IssueFlags): Promise<void> {
  const issued = await runOnMission(flags.data, 'token-issue', {
    feed: flags.feed,
    source: flags.source ?? null,
  })
  if (!issued.ok) return failWith(this, 'No token was issued.', issued.problems)
  print(this, issuedTokenSchema.parse(issued.value).token)
}

const issueCommand = buildCommand<IssueFlags, [], CliContext>({
  func: runIssue,
  parameters: {
    flags: {
      data,
      feed,
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

const listedSchema = z.array(
  z.object({ id: z.string(), issuedAt: z.string(), revokedAt: z.string().nullable() }),
)

interface ListFlags {
  readonly data: string
  readonly feed: string
  readonly json: boolean
}

async function runList(this: CliContext, flags: ListFlags): Promise<void> {
  const listed = await runOnMission(flags.data, 'token-list', { feed: flags.feed })
  if (!listed.ok) return failWith(this, 'The tokens could not be read.', listed.problems)
  if (flags.json) return printJson(this, listed.value)
  for (const { id, issuedAt, revokedAt } of listedSchema.parse(listed.value)) {
    print(this, [id, `issued ${issuedAt}`, revokedAt === null ? 'in use' : `revoked ${revokedAt}`].join('\t'))
  }
}

const listCommand = buildCommand<ListFlags, [], CliContext>({
  func: runList,
  parameters: {
    flags: {
      data,
      feed,
      json: { kind: 'boolean', default: false, withNegated: false, brief: 'Print JSON' },
    },
  },
  docs: {
    brief: 'List the tokens of a feed, the latest first, by what each is called',
    fullDescription: [
      'Lists the tokens of a feed by what each is called, never the tokens themselves: they are kept nowhere.',
      '',
      'Example',
      '  marsad token list --feed firms-north --data mission',
    ].join('\n'),
  },
})

interface RevokeFlags {
  readonly data: string
  readonly feed: string
  readonly token: string
}

async function runRevoke(this: CliContext, flags: RevokeFlags): Promise<void> {
  const revoked = await runOnMission(flags.data, 'token-revoke', { feed: flags.feed, token: flags.token })
  if (!revoked.ok) return failWith(this, 'No token was revoked.', revoked.problems)
  print(this, `${flags.token} opens nothing any more.`)
}

const revokeCommand = buildCommand<RevokeFlags, [], CliContext>({
  func: runRevoke,
  parameters: {
    flags: {
      data,
      feed,
      token: {
        kind: 'parsed',
        parse: String,
        brief: 'What the token is called in the list',
        placeholder: 'id',
      },
    },
  },
  docs: {
    brief: 'Take a token back, from now on and for good',
    fullDescription: [
      'Takes a token back: what comes with it from now on is refused. Others of the same feed go on working, so that a new one can be',
      'issued and put in place first.',
      '',
      'Example',
      '  marsad token revoke --feed firms-north --token 3f9c01d27ab4e655 --data mission',
    ].join('\n'),
  },
})

export const tokenRoutes = buildRouteMap({
  routes: { issue: issueCommand, list: listCommand, revoke: revokeCommand },
  docs: { brief: 'Tokens of feeds' },
})
