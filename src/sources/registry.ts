// SPDX-License-Identifier: Apache-2.0
import { firmsHistory } from './firms-history/index.ts'
import { firms } from './firms/index.ts'
import type { Source } from './source.ts'
import { table } from './table/index.ts'
import { ucdp } from './ucdp/index.ts'
import { viina } from './viina/index.ts'

/** Every feed and format that can be read, in the order in which they are listed to people. */
export const SOURCES: readonly Source[] = [firms, firmsHistory, viina, ucdp, table]

/** The source of that name, or null. */
export const findSource = (id: string): Source | null => SOURCES.find((one) => one.id === id) ?? null
