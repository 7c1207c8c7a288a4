// SPDX-License-Identifier: Apache-2.0
import first1 from './first-1.json' with { type: 'json' }
import fused2 from './fused-2.json' with { type: 'json' }

import { methodCardSchema, type MethodCard } from './method-card.ts'

/** Every card that ships with the program, as `npm run bench:score-truth -- --write` recorded it. */
export const SHIPPED_METHOD_CARDS: readonly MethodCard[] = [first1, fused2].map((card) =>
  methodCardSchema.parse(card),
)

/** The recorded card of an engine in a version; null where none was recorded. */
export const findMethodCard = (engine: string, version: string): MethodCard | null =>
  SHIPPED_METHOD_CARDS.find((card) => card.engine === engine && card.version === version) ?? null
