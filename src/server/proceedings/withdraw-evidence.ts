// SPDX-License-Identifier: Apache-2.0
import type { Case } from '#assessments'
import { SERVICE } from '#responses'

import { command } from './command.ts'
import type { ProceedingPorts } from './ports.ts'

const ROWS_IN_A_STEP = 500
const LEANING = ['open', 'submitted', 'verified', 'with-parties', 'releasable', 'released', 'closed']

/** Takes material of a human source out of every case that weighs it; each is worked out again without it. */
export async function withdrawEvidence(ports: ProceedingPorts, material: string): Promise<void> {
  const event = { kind: 'evidence-withdrawn', evidence: material }
  for (let after: string | null = null; ;) {
    const page = await ports.queries.list('cases', {
      audiences: ['mechanism'],
      states: LEANING,
      asOf: null,
      after,
      limit: ROWS_IN_A_STEP,
    })
    for (const { id, document } of page.items) {
      const { weighed } = document as unknown as Case
      if (weighed.some(({ evidence }) => evidence.kind === 'human-source' && evidence.id === material)) {
        await command(ports, 'cases', id, event, SERVICE)
      }
    }
    if (page.next === null) return
    after = page.next
  }
}
