// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import { findInputFile, readText, type Mission } from '#adapters'
import { originalsDue, parseRetention, RECORD_SCHEMA, type DueOriginal, type RetentionRules } from '#evidence'
import { formatInstant, toInstant, type Digest, type Result } from '#kernel'

import { print, type CliContext } from './context.ts'
import { holdMission } from './mission-access.ts'
import { failWith } from './problems.ts'

interface RetainFlags {
  readonly data: string
  readonly rules: string
  readonly dryRun: boolean
}

async function runRetain(this: CliContext, { data, rules, dryRun }: RetainFlags): Promise<void> {
  const read = await readRules(rules)
  if (!read.ok) return failWith(this, 'Nothing was removed.', read.problems)
  const held = await holdMission(data, () => {})
  if (!held.ok) return failWith(this, 'Nothing was removed.', held.problems)
  const { mission } = held.value
  try {
    const due = await originalsDueIn(mission, read.value)
    for (const { original, rule } of due) print(this, `${original}  ${rule.id}`)
    if (!dryRun) await removeOriginals(mission, due)
    print(this, `${due.length} originals ${dryRun ? 'are due' : 'removed; digests and records stay'}.`)
  } finally {
    await mission.close()
  }
}

async function readRules(path: string): Promise<Result<RetentionRules>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  return text.ok ? parseRetention(text.value, file.value.name) : text
}

/** What is due among the originals that are still there. */
export async function originalsDueIn(
  { database, originals, now }: Pick<Mission, 'database' | 'originals' | 'now'>,
  rules: RetentionRules,
): Promise<readonly DueOriginal[]> {
  const rows = await database.reader
    .selectFrom('deliveries')
    .select(['original', 'feed', 'received_ms'])
    .orderBy('idx')
    .execute()
  const there = new Set<string>(await originals.list())
  const deliveries = rows
    .filter(({ original }) => there.has(original))
    .map(({ original, feed, received_ms }) => ({
      original: original as Digest,
      feed,
      receivedAt: toInstant(received_ms),
    }))
  return originalsDue(rules, deliveries, now())
}

/** Each removal is on record before the bytes are gone: what was interrupted in between is removed by the next call. */
export async function removeOriginals(
  { ledger, originals, now }: Pick<Mission, 'ledger' | 'originals' | 'now'>,
  due: readonly DueOriginal[],
): Promise<void> {
  for (const { original, rule } of due) {
    await ledger.write((turn) =>
      turn.append('public', {
        schema: RECORD_SCHEMA,
        kind: 'original-removed',
        time: formatInstant(now()),
        audiences: ['mechanism'],
        body: { original, rule: rule.id, reason: rule.reason },
      }),
    )
    await originals.withhold(original)
  }
}

export const retainCommand = buildCommand<RetainFlags, [], CliContext>({
  func: runRetain,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
      rules: { kind: 'parsed', parse: String, brief: 'How long what is kept, as JSON', placeholder: 'file' },
      dryRun: { kind: 'boolean', default: false, brief: 'Only list what is due' },
    },
  },
  docs: {
    brief: 'Remove the bytes of originals whose time is over; their digests and records stay',
    fullDescription: [
      'Removes the bytes of originals whose time is over by rules that are data. Each removal stands in the log with its reason;',
      'digests and records stay, so that everything else still verifies. Stop the service first.',
      '',
      'Example',
      '  marsad retain --data mission --rules retention.json --dry-run',
    ].join('\n'),
  },
})
