// SPDX-License-Identifier: Apache-2.0
import { PROCEEDING_NAMES } from '#responses'

import type { AppParts } from './app.ts'
import type { ProceedingPorts } from './proceedings/ports.ts'
import { withdrawEvidence } from './proceedings/withdraw-evidence.ts'
import { addCasePreview } from './routes/case-preview.ts'
import { addCommission } from './routes/commission.ts'
import { addHandOverNotes } from './routes/hand-over-notes.ts'
import { addLifecycles } from './routes/lifecycles.ts'
import { addMessages } from './routes/messages.ts'
import { addNotified } from './routes/notified.ts'
import { addPreviews } from './routes/previews.ts'
import { addProceeding } from './routes/proceedings.ts'
import { addWatchLog } from './routes/watch-log.ts'

/** The parts of the application in which people take things from step to step. */
export function proceedingParts(ports: ProceedingPorts): AppParts {
  ports.vault?.beforeWithdrawal((material) => withdrawEvidence(ports, material))
  return {
    open: [(app) => addLifecycles(app)],
    closed: [
      (app, server) => {
        for (const name of PROCEEDING_NAMES) addProceeding(app, server, ports, name)
      },
      (app) => addCasePreview(app, ports),
      (app, server) => addPreviews(app, server, ports),
      (app, server) => addMessages(app, server, ports),
      (app, server) => addNotified(app, server, ports),
      (app) => addCommission(app, ports),
      (app) => addWatchLog(app, ports),
      (app) => addHandOverNotes(app, ports),
    ],
  }
}
