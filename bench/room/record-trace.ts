// SPDX-License-Identifier: Apache-2.0
import type { CDPSession } from 'playwright-core'

import type { TraceEvent } from './frame-work.ts'

/** Tasks and frames, and nothing that would make the tasks longer by being written down. */
const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline.frame']
/** What tasks are made of and samples of the program, for whoever looks for what takes long. */
const DETAILS = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'v8.execute',
]

/** Records what the browser does while `act` runs. */
export async function recordTrace(
  session: CDPSession,
  act: () => Promise<void>,
  withSamples = false,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { readonly value: readonly object[] }): void => {
    for (const event of value) events.push(event as TraceEvent)
  }
  session.on('Tracing.dataCollected', collect)
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  const categories = withSamples ? [...CATEGORIES, ...DETAILS] : CATEGORIES
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: categories },
  })
  try {
    await act()
  } finally {
    await session.send('Tracing.end')
    await ended
    session.off('Tracing.dataCollected', collect)
  }
  return events
}
