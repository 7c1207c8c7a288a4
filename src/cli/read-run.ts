// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createFolderJournalFiles, isOurOutput } from '#adapters'
import { readRecords } from '#evidence'
import type { Incident } from '#incidents'
import { ok, problem, refuse, type Result } from '#kernel'
import { parseRunRecord, type RunRecord } from '#reports'

/** Walks the records of a run that may be read, in the order of its journal, up to its publication. */
export async function walkRun(
  folder: string,
  kinds: ReadonlySet<RunRecord['kind']>,
  visit: (record: RunRecord) => void,
): Promise<Result<void>> {
  if (!(await isOurOutput(folder))) return refuse(problem(folder, 'folder-holds-no-run'))
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
    journal: { size: number }
  }
  const known: ReadonlySet<string> = kinds
  for await (const bundled of readRecords(
    createFolderJournalFiles(join(folder, 'evidence')),
    report.journal.size,
  )) {
    if (!('record' in bundled) || !known.has(bundled.record.kind)) continue
    const read = parseRunRecord(bundled.record)
    if (!read.ok) return read
    visit(read.value)
  }
  return ok(undefined)
}

/** The incidents that a run recorded, in the order of its journal. */
export async function readRunIncidents(folder: string): Promise<Result<readonly Incident[]>> {
  const incidents: Incident[] = []
  const walked = await walkRun(folder, new Set(['incident']), (record) => {
    if (record.kind === 'incident') incidents.push(record.body.incident)
  })
  return walked.ok ? ok(incidents) : walked
}
