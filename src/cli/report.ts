// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { buildCommand } from '@stricli/core'
import type * as z from 'zod'

import { stageFolder } from '#adapters'
import { problem } from '#kernel'

import { print, type CliContext } from './context.ts'
import { runOnMission } from './mission-commands.ts'
import { failWith } from './problems.ts'
import { reportAnswerSchema } from './report-as-of.ts'

interface ReportFlags {
  readonly data: string
  readonly asOf: string
  readonly list?: string
  readonly out?: string
}

type ReportAnswer = z.infer<typeof reportAnswerSchema>

async function runReport(this: CliContext, { data, asOf, list, out }: ReportFlags): Promise<void> {
  const answered = await runOnMission(data, 'report-as-of', { asOf })
  if (!answered.ok) return failWith(this, 'Nothing was reported.', answered.problems)
  const { size, lists } = reportAnswerSchema.parse(answered.value)
  if (list !== undefined) {
    const found = lists.find(({ id }) => id === list)
    if (found === undefined) {
      return failWith(this, 'Nothing was reported.', [problem('--list', 'list-unknown')])
    }
    this.process.stdout.write(found.text)
    return
  }
  if (out !== undefined) return writeReport(this, out, { size, lists })
  for (const { id, digest } of lists) print(this, `${digest}  ${id}`)
  print(this, `${lists.length} lists in force as of size ${size}.`)
}

async function writeReport(context: CliContext, out: string, { size, lists }: ReportAnswer): Promise<void> {
  const staged = await stageFolder(out, process.pid, isReport)
  if (!staged.ok) return failWith(context, 'Nothing was reported.', staged.problems)
  try {
    for (const { id, text } of lists) await writeFile(join(staged.value.path, `${id}.json`), text)
    const index = { size, lists: lists.map(({ id, digest }) => ({ id, digest })) }
    await writeFile(join(staged.value.path, INDEX), `${JSON.stringify(index, null, 2)}\n`)
    await staged.value.publish()
  } finally {
    await staged.value.discard()
  }
  print(context, `${lists.length} lists in force as of size ${size} are in ${out}.`)
}

const INDEX = 'lists.json'
const isReport = (folder: string): Promise<boolean> => Promise.resolve(existsSync(join(folder, INDEX)))

export const reportCommand = buildCommand<ReportFlags, [], CliContext>({
  func: runReport,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
      asOf: {
        kind: 'parsed',
        parse: String,
        brief: 'Size of the public log, or an instant',
        placeholder: 'size-or-instant',
      },
      list: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Print this list alone, byte for byte',
        placeholder: 'id',
      },
      out: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Folder for the lists, one file each; without it they are named with their digests',
        placeholder: 'folder',
      },
    },
  },
  docs: {
    brief: 'Give the lists that were in force at an earlier moment, with the bytes then published',
    fullDescription: [
      'Works out again the lists that were in force as of a size of the public log, or an instant, and holds each against the digest',
      'that was recorded when it was published. Works while the mission is being served, and while it is not.',
      '',
      'Examples',
      '  marsad report --data mission --as-of 2026-06-24T12:00:00Z --out then',
      '  marsad report --data mission --as-of 5120 --list auto-6h-2026-06-24T00Z',
    ].join('\n'),
  },
})
