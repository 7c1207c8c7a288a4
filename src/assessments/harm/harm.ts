// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { instantTextSchema as instant } from '../instant-text.ts'

const text = z.string().trim().min(1).max(4_000)
const name = z.string().min(1).max(200)
const place = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
const range = z
  .strictObject({ least: z.int().nonnegative(), most: z.int().nonnegative() })
  .refine(({ least, most }) => least <= most, { message: 'least-above-most', path: ['most'] })

/** Corroborated takes two sources that do not lean on each other. */
export const HARM_STANDINGS = ['reported', 'corroborated', 'not-verifiable'] as const

export const HARM_OBJECTS = [
  'dwelling',
  'school',
  'medical',
  'energy',
  'water',
  'place-of-worship',
  'market',
  'transport',
  'other-civilian',
] as const

/** Harm to people and to what is theirs: counts as ranges, no names; a correction is a new version that says what changed. */
export const harmSchema = z
  .strictObject({
    kind: z.enum(['killed', 'injured', 'damage-to-civilian-object', 'unexploded-ordnance']),
    count: range,
    object: z.enum(HARM_OBJECTS).nullable(),
    at: instant,
    place,
    standing: z.enum(HARM_STANDINGS),
    /** Ids of sources, each of a lineage of its own. */
    sources: z.array(name).max(100),
    case: name.nullable(),
    note: z.string().max(4_000),
  })
  .refine(({ standing, sources }) => standing !== 'corroborated' || new Set(sources).size >= 2, {
    message: 'corroborated-needs-two-sources',
    path: ['sources'],
  })
  .refine(({ kind, object }) => (kind === 'damage-to-civilian-object') === (object !== null), {
    message: 'object-goes-with-damage',
    path: ['object'],
  })
export type Harm = z.infer<typeof harmSchema>

export const IMPEDIMENT_KINDS = [
  'denied',
  'delayed',
  'conditional',
  'jamming',
  'fire-at-monitors',
  'threat',
  'fire-at-asset',
] as const

/** What kept the mission from looking: a fact of its own, held per side, since it explains what was not seen. */
export const impedimentSchema = z.strictObject({
  kind: z.enum(IMPEDIMENT_KINDS),
  /** On whose side of the line it was; null where that cannot be told. */
  side: name.nullable(),
  from: instant,
  until: instant.nullable(),
  place: place.nullable(),
  asset: name.nullable(),
  text,
})
export type Impediment = z.infer<typeof impedimentSchema>
