// SPDX-License-Identifier: Apache-2.0
import { describeDoors } from './doors.contract.ts'
import type { OpenDatabase } from './items-service.ts'
import { describeLogSize } from './log-size.contract.ts'
import { describeUndisclosedItem } from './undisclosed-item.contract.ts'

/** All that releasability promises of an HTTP surface over one database. */
export function describeReleasability(databaseName: string, openDatabase: OpenDatabase): void {
  describeDoors(databaseName, openDatabase)
  describeUndisclosedItem(databaseName, openDatabase)
  describeLogSize(databaseName, openDatabase)
}
