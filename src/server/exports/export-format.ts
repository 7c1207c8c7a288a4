// SPDX-License-Identifier: Apache-2.0
import type { DeskItemKind } from '#reports'

import type { ItemAnswer } from '../schemas/answer.ts'

/** What an export says of itself. */
export interface ExportHead {
  readonly kind: DeskItemKind
  /** `incidents` or `observations`. */
  readonly name: string
  readonly asOf: number
  /** When it was asked for, RFC 3339. */
  readonly at: string
  readonly atLeast: number
  readonly exercise: boolean
}

/** Writes items one after the other as they come; what it gives is never held together. */
export interface ExportFormat {
  readonly extension: string
  readonly mediaType: string
  write(head: ExportHead, items: AsyncIterable<ItemAnswer>): AsyncIterable<string | Uint8Array>
}
