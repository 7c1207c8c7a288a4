// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** Ids are lower-case words joined by hyphens, so that they can stand in file names, addresses and tables. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
  .meta({ description: 'Lower-case words joined by hyphens, e.g. party-a.' })

const textSchema = z.string().trim().min(1).max(2_000)

/** A text for people in every language of the mission; a language is never left out in silence. */
export const namesSchema = z
  .strictObject({ ar: textSchema, en: textSchema, fr: textSchema, uk: textSchema, ru: textSchema })
  .meta({ id: 'Names', description: 'One text in Arabic, English, French, Ukrainian and Russian.' })

/** A remark for whoever works on the terms; not translated, never printed in a bulletin. */
export const remarkSchema = z.string().trim().min(1).max(4_000)

export const instantSchema = z.iso
  .datetime({ offset: true })
  .meta({ description: 'RFC 3339 date-time with a zone, e.g. 2025-04-19T15:00:00Z.' })

export const daySchema = z.iso.date().meta({ description: 'A calendar day, e.g. 2025-04-19.' })

export type Names = z.infer<typeof namesSchema>
