// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createFolderJournalFiles, isOurOutput } from '#adapters'
import { readRecords } from '#evidence'
import type { Incident } from '#incidents'
import { ok, problem, refuse, type Result } from '#kernel'
import { parseRunRecord } from '#reports'

/** The incidents that a run recorded, in the order of its journal. */
export async function readRunIncidents(folder: string): Promise<Result<readonly Incident[]>> {
  if (!(await isOurOutput(folder))) return refuse(problem(folder, 'output-folder-not-ours'))
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
    journal: { size: number }
  }
  const incidents: Incident[] = []
  for await (const bundled of readRecords(
    createFolderJournalFiles(join(folder, 'evidence')),
    report.journal.size,
  )) {
    if (!('record' in bundled) || bundled.record.kind !== 'incident') continue
    const read = parseRunRecord(bundled.record)
    if (!read.ok) return read
    if (read.value.kind === 'incident') incidents.push(read.value.body.incident)
  }
  return ok(incidents)
}
