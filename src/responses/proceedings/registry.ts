// SPDX-License-Identifier: Apache-2.0
import type { Recorded } from '#kernel'

import { ATTRIBUTIONS } from './attribution-proceeding.ts'
import { CASES } from './case-proceeding.ts'
import { NOTIFICATIONS } from './notification-proceeding.ts'
import type { Proceeding } from './proceeding.ts'
import { HARMS, IMPEDIMENTS, STANCES } from './record-proceedings.ts'
import { REQUESTS } from './request-proceeding.ts'
import { RESPONSES } from './response-proceeding.ts'

export const PROCEEDINGS = {
  cases: CASES,
  attributions: ATTRIBUTIONS,
  responses: RESPONSES,
  requests: REQUESTS,
  notifications: NOTIFICATIONS,
  harms: HARMS,
  impediments: IMPEDIMENTS,
  stances: STANCES,
} as const
export type ProceedingName = keyof typeof PROCEEDINGS

/** A proceeding whose state and events are its own business: for those who store and list all of them alike. */
export type AnyProceeding = Proceeding<unknown, { readonly kind: string }>

/** The proceeding of this name. What is stored under its name was written by it, so its parts fit each other. */
export const proceedingNamed = (name: ProceedingName): AnyProceeding => PROCEEDINGS[name]

export const PROCEEDING_NAMES = Object.keys(PROCEEDINGS) as readonly ProceedingName[]

/** The proceeding whose records are of this kind; null where none is. */
export const proceedingOfRecord = (recordKind: string): AnyProceeding | null => {
  const name = PROCEEDING_NAMES.find((one) => PROCEEDINGS[one].recordKind === recordKind)
  return name === undefined ? null : proceedingNamed(name)
}

/** Stream of one proceeding in the ledger. */
export const streamOf = (name: ProceedingName, id: string): string => `${name}/${id}`

/** What a record of a proceeding holds. */
export interface ProceedingRecordBody {
  readonly stream: string
  readonly id: string
  readonly recorded: Recorded<{ readonly kind: string }>
}
