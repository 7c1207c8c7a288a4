// SPDX-License-Identifier: Apache-2.0
import { PROCEEDING_NAMES } from '#responses'

import type { AppParts } from './app.ts'
import type { ProceedingPorts } from './proceedings/ports.ts'
import { addLifecycles } from './routes/lifecycles.ts'
import { addMessages } from './routes/messages.ts'
import { addProceeding } from './routes/proceedings.ts'

/** The parts of the application in which people take things from step to step. */
export const proceedingParts = (ports: ProceedingPorts): AppParts => ({
  open: [(app) => addLifecycles(app)],
  closed: [
    (app) => {
      for (const name of PROCEEDING_NAMES) addProceeding(app, ports, name)
    },
    (app) => addMessages(app, ports),
  ],
})
