// SPDX-License-Identifier: Apache-2.0
import { OpenAPIHono } from '@hono/zod-openapi'

import type { ServerApp, ServerEnv } from './env.ts'
import { answerFailure } from './failure.ts'
import { accessRecord } from './gates/access-record.ts'
import { addressLimit } from './gates/address-limit.ts'
import { bodyLimit } from './gates/body-limit.ts'
import { knownHost } from './gates/known-host.ts'
import { wellFormedText } from './gates/well-formed-text.ts'
import { securityHeaders } from './gates/security-headers.ts'
import { signInGate } from './gates/sign-in.ts'
import { createMetrics } from './metrics.ts'
import type { ServerPorts } from './ports.ts'
import { refuseUnread } from './refuse-unread.ts'
import { addDesk } from './routes/desk.ts'
import { addEvents } from './routes/events.ts'
import { addExports } from './routes/exports.ts'
import { addFeeds } from './routes/feeds.ts'
import { addPlaces } from './routes/places.ts'
import { addLog } from './routes/log.ts'
import { addObservationProof } from './routes/observation-proof.ts'
import { addOpenApi } from './routes/openapi.ts'
import { addOperations } from './routes/operations.ts'
import { addOriginals } from './routes/originals.ts'
import { addSearch } from './routes/search.ts'
import { addSituation } from './routes/situation.ts'
import { answerUnknown } from './unknown-path.ts'

/** Adds routes of another part, such as those for signing in. */
export type AddRoutes = (app: ServerApp, ports: ServerPorts) => void

export interface AppParts {
  /** Before the gate: for whoever is not signed in. */
  readonly open?: readonly AddRoutes[]
  /** Right behind the gate, before every route: what each answer passes on its way out. */
  readonly passed?: readonly AddRoutes[]
  /** Before the limit of small bodies and before the gate: they bring a limit, and where needed a gate, of their own. */
  readonly large?: readonly AddRoutes[]
  /** Behind the gate: the context has an identity. */
  readonly closed?: readonly AddRoutes[]
}

/** Several parts as one. */
export const joinParts = (...parts: readonly AppParts[]): AppParts => ({
  open: parts.flatMap(({ open = [] }) => open),
  passed: parts.flatMap(({ passed = [] }) => passed),
  large: parts.flatMap(({ large = [] }) => large),
  closed: parts.flatMap(({ closed = [] }) => closed),
})

/** The whole HTTP surface on one screen: what every request passes, what anybody may ask, the gate, what is behind it. */
export function createApp(
  ports: ServerPorts,
  { open = [], passed = [], large = [], closed = [] }: AppParts = {},
): ServerApp {
  const { logger, settings } = ports
  const metrics = createMetrics()
  const app: ServerApp = new OpenAPIHono<ServerEnv>({ defaultHook: refuseUnread })

  app.onError(answerFailure(logger))
  app.notFound((c) => answerUnknown(app, c))
  app.use(accessRecord(logger, metrics))
  app.use(securityHeaders(ports))
  app.use(knownHost(settings.hosts))
  app.use(addressLimit(ports))

  addOperations(app, ports, metrics)
  addLog(app, ports)
  addOpenApi(app)
  addOriginals(app, ports, metrics)
  for (const add of large) add(app, ports)
  app.use(bodyLimit(settings.mostOtherBodyBytes), wellFormedText())
  for (const add of open) add(app, ports)

  app.use(signInGate(ports))
  for (const add of passed) add(app, ports)
  addDesk(app, ports)
  addObservationProof(app, ports)
  addSearch(app, ports)
  addSituation(app, ports)
  addEvents(app, ports, metrics)
  addExports(app, ports)
  addFeeds(app, ports)
  addPlaces(app, ports)
  for (const add of closed) add(app, ports)
  return app
}
