// SPDX-License-Identifier: Apache-2.0

/** How fast somebody may ask: `perSecond` in the long run, `burst` at once. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface ServerSettings {
  /** Host names that the service answers to, without ports: whatever else comes is a name somebody pointed here (DNS rebinding). */
  readonly hosts: readonly string[]
  /** An exercise marks every surface. */
  readonly exercise: boolean
  /** An exercise that keeps a time of its own says it with every answer. */
  readonly ownClock: boolean
  readonly requestsPerAddress: Rate
  readonly requestsPerIdentity: Rate
  readonly mostOriginalBytes: number
  readonly mostWebhookBytes: number
  readonly mostOtherBodyBytes: number
  readonly mostUploadsAtOncePerToken: number
  /** Originals waiting to be worked on at which uploads are asked to come again. */
  readonly mostBacklog: number
  readonly retryAfterSeconds: number
  readonly mostExportsAtOncePerIdentity: number
  readonly mostStreamsPerIdentity: number
  readonly heartbeatMs: number
  /** How often the log is looked at for the live streams, while there are any. */
  readonly followMs: number
}

/** Names of this machine for itself. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

export const DEFAULT_SETTINGS: ServerSettings = {
  hosts: LOOPBACK_HOSTS,
  exercise: false,
  ownClock: false,
  requestsPerAddress: { perSecond: 500, burst: 1_000 },
  requestsPerIdentity: { perSecond: 200, burst: 400 },
  mostOriginalBytes: 256 * 1024 * 1024,
  mostWebhookBytes: 1024 * 1024,
  mostOtherBodyBytes: 256 * 1024,
  mostUploadsAtOncePerToken: 256,
  mostBacklog: 2_000,
  retryAfterSeconds: 5,
  mostExportsAtOncePerIdentity: 2,
  mostStreamsPerIdentity: 8,
  heartbeatMs: 15_000,
  followMs: 500,
}
