// SPDX-License-Identifier: Apache-2.0
import type { Case } from '#assessments'
import { SERVICE } from '#responses'

import { command } from './command.ts'
import type { ProceedingPorts } from './ports.ts'

const LEANING = ['open', 'submitted', 'verified', 'with-parties', 'releasable', 'released', 'closed']

/** Takes material of a human source out of every case that weighs it; each is worked out again without it. */
export async function withdrawEvidence(ports: ProceedingPorts, material: string): Promise<void> {
  const event = { kind: 'evidence-withdrawn', evidence: material }
  const leaning = { audiences: ['mechanism'], states: LEANING }
  for await (const { id, document } of ports.queries.stream('cases', leaning)) {
    const { weighed } = document as unknown as Case
    if (weighed.some(({ evidence }) => evidence.kind === 'human-source' && evidence.id === material)) {
      await command(ports, 'cases', id, event, SERVICE)
    }
  }
}
