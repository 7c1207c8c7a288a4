// SPDX-License-Identifier: Apache-2.0
import type { AppParts } from './app.ts'
import { traceOf } from './failure.ts'
import { readRecord } from './gates/read-record.ts'
import type { PeopleRoutes } from './people-settings.ts'
import { addEnrolment } from './routes/enrolment.ts'
import { addHumanSources } from './routes/human-sources.ts'
import { addIntakeDecision } from './routes/intake.ts'
import { addEntryByProvider, addIdentityBinding } from './routes/identity-provider.ts'
import { addNames } from './routes/names.ts'
import { addOwnCredentials } from './routes/own-credentials.ts'
import { addOwnSessions } from './routes/own-sessions.ts'
import { addPeople } from './routes/people.ts'
import { addPublicIntake } from './routes/public-intake.ts'
import { addRecordOfPeople } from './routes/record-of-people.ts'
import { addRoles } from './routes/roles.ts'
import { addSession, addSignIn } from './routes/session.ts'

/** The parts of the application that concern people: ways in before the gate, accounts and their record behind it. */
export const peopleParts = (routes: PeopleRoutes): AppParts => ({
  large: [
    (app, ports) => addHumanSources(app, ports, routes.vault),
    (app, ports) => addPublicIntake(app, ports, routes.porch),
  ],
  open: [
    (app, ports) => addSignIn(app, ports, routes),
    (app, ports) => addEntryByProvider(app, ports, routes),
    (app, ports) => addEnrolment(app, ports, routes),
  ],
  passed: [
    (app, ports) =>
      app.use(
        readRecord(ports, (error) => ports.logger.error(traceOf(error), 'reads could not be put on record')),
      ),
  ],
  closed: [
    (app) => addSession(app, routes),
    (app) => addOwnCredentials(app, routes),
    (app) => addIdentityBinding(app, routes),
    (app) => addOwnSessions(app, routes),
    (app) => addPeople(app, routes),
    (app) => addRoles(app),
    (app) => addNames(app, routes),
    (app) => addRecordOfPeople(app, routes),
    (app) => addIntakeDecision(app, routes),
  ],
})
