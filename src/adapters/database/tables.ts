// SPDX-License-Identifier: Apache-2.0
import type { LogName } from '#evidence'
import type { Door } from '#releasability'

/** The tables of a mission, alike on both databases: milliseconds, degrees, canonical JSON text, digests, bytes. */
export interface Tables {
  readonly migrations: { readonly number: number; readonly name: string; readonly applied_ms: number }
  /** `record` is null where the text lies sealed in `sealed`; the key to it is in `record_keys` until somebody destroys it. */
  readonly log_records: {
    readonly log: LogName
    readonly idx: number
    readonly kind: string
    readonly stream: string | null
    readonly time_ms: number
    readonly known_ms: number
    readonly digest: string
    readonly record: string | null
    readonly sealed: Uint8Array | null
    readonly commitment: Uint8Array
    readonly audience_set: number
  }
  readonly record_keys: { readonly log: LogName; readonly idx: number; readonly record_key: Uint8Array }
  readonly checkpoints: {
    readonly log: LogName
    readonly size: number
    readonly at_ms: number
    readonly root: string
    readonly note: string
  }
  /** Of the published tree, the widest so far of each place; level -1 holds the entries. */
  readonly tiles: {
    readonly log: LogName
    readonly level: number
    readonly idx: number
    readonly width: number
    readonly bytes: Uint8Array
  }
  /** Every list of audiences that an item carries, sorted; who may read which is asked of `mayRead`, never of SQL. */
  readonly audience_sets: { readonly id: number; readonly names: string }
  /** How far a follower of the ledger came: the entry it is at, and how many rows of that are done. */
  readonly followers: { readonly name: string; readonly position: number; readonly rows_done: number }
  readonly feeds: { readonly id: string; readonly source: string; readonly declared_ms: number }
  readonly feed_tokens: {
    readonly hash: string
    readonly feed: string
    /** What bodies sent to the feed's webhook are signed under; worked out of the token, of which it tells nothing. */
    readonly webhook_key: Uint8Array
    readonly issued_ms: number
    readonly revoked_ms: number | null
  }
  /** `ended_ms` is null while it lasts. */
  readonly feed_silences: {
    readonly feed: string
    readonly since_ms: number
    readonly noted_ms: number
    readonly ended_ms: number | null
  }
  readonly deliveries: {
    readonly idx: number
    readonly feed: string
    readonly original: string
    readonly name: string
    readonly bytes: number
    readonly received_ms: number
    /** Null while it waits to be read. */
    readonly outcome: string | null
  }
  readonly observations: VersionedItem & {
    readonly original: string
    readonly means: string
    readonly source: string
  }
  /** The figures are those of the document of the same form (`incidentFigures`), so that a map of all incidents reads none. */
  readonly incident_versions: VersionedItem & {
    readonly uncertainty_m: number | null
    readonly hypothesis: string | null
    readonly probability: number | null
  }
  readonly violation_versions: VersionedItem & { readonly incident: string; readonly provision: string }
  /** `document` is the account as the fold over its records makes it. */
  readonly accounts: {
    readonly id: string
    readonly login: string
    readonly compartment: string
    readonly document: string
  }
  /** `document` is the state as the fold over its records makes it, `summary` what lists show of it. */
  readonly proceeding_versions: {
    readonly name: string
    readonly id: string
    readonly from_size: number
    readonly to_size: number | null
    readonly state: string
    readonly changed_ms: number
    readonly due_ms: number | null
    readonly summary: string
    readonly document: string
    readonly audience_set: number
  }
  readonly outgoing_versions: {
    readonly kind: string
    readonly id: string
    readonly from_size: number
    readonly to_size: number | null
    readonly visible_from_ms: number
    readonly document: string
    readonly audience_set: number
  }
  readonly notice_rules: { readonly person: string; readonly document: string }
  readonly notices: {
    readonly id: string
    readonly person: string
    readonly told_ms: number
    readonly read_ms: number | null
    readonly document: string
  }
  /** `next_ms` is when it is tried next; null where it is over. */
  readonly notice_deliveries: {
    readonly notice: string
    readonly channel: string
    readonly state: string
    readonly attempts: number
    readonly next_ms: number | null
  }
  readonly list_versions: VersionedItem & { readonly kind: string }
}

/** An item as it reads from public log size `from_size` up to, and without, `to_size`; null is until now. */
export interface VersionedItem {
  readonly id: string
  readonly from_size: number
  readonly to_size: number | null
  readonly start_ms: number
  readonly end_ms: number
  /** `end_ms - start_ms`, so that a search by time knows how far back it must look. */
  readonly span_ms: number
  readonly lat: number | null
  readonly lon: number | null
  readonly document: string
  readonly audience_set: number
  /** By which door this form of the item leaves, and from when on (`formsOf` of releasability). */
  readonly door: Door
  readonly visible_from_ms: number
}

export type ItemTable = 'observations' | 'incident_versions' | 'violation_versions' | 'list_versions'
