// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { idSchema } from './text-schema.ts'

const hours = z.number().gt(0).max(8_760)

/** How findings come about and who may decide: what an agreement says of its own mechanism. */
export const procedureSchema = z
  .strictObject({
    comment: z
      .strictObject({ hours, urgentHours: hours })
      .meta({ description: 'How long the parties may answer before a finding is released.' }),
    reviewedFindingHours: hours.meta({
      description:
        'From first knowledge to a reviewed finding, where the parties are heard on the urgent path.',
    }),
    release: z
      .strictObject({ delayHours: z.number().min(0).max(8_760), roundKilometres: z.number().min(0).max(500) })
      .meta({ description: 'What leaves the mission is at least so late and so coarse.' }),
    panel: z
      .strictObject({
        quorum: z.int().min(1).max(50),
        excludeNationsOf: z
          .array(z.strictObject({ party: idSchema, nations: z.array(z.string().regex(/^[A-Z]{2}$/)) }))
          .meta({
            description:
              'No national of a party sits. Where a party is missing here nobody can tell its nationals, and each attribution says so; one without a nation has an empty list.',
          }),
        excludeSoleSource: z.boolean(),
        signatureFromOutside: z
          .array(z.string().regex(/^[A-Z]{2}$/))
          .exactOptional()
          .meta({
            description:
              'Nations of the coalition; one signature must be of none of them. Empty asks for none; where it is missing nobody can tell, and each attribution says so.',
          }),
      })
      .meta({ description: 'Who may sit when responsibility is attributed.' }),
    patterns: z
      .array(
        z.strictObject({
          provision: idSchema,
          findings: z.int().min(2),
          withinDays: z.int().min(1).max(366),
        }),
      )
      .meta({ description: 'So many confirmed violations in so many days are a case of their own.' }),
  })
  .meta({ description: 'Where it is missing, the defaults of the program hold and are shown as such.' })

export type Procedure = z.infer<typeof procedureSchema>

/**
 * Used where the terms say nothing: 48 hours to answer, 4 on the urgent path, a reviewed finding within 18 hours, released a day late
 * and rounded to 10 km; three commissioners, no national of a party, none whose own nation's asset is the only source, and a signature
 * from outside the coalition. Which nations those are no default can know: until the terms say it, each attribution tells that it is open.
 */
export const DEFAULT_PROCEDURE: Procedure = {
  comment: { hours: 48, urgentHours: 4 },
  reviewedFindingHours: 18,
  release: { delayHours: 24, roundKilometres: 10 },
  panel: { quorum: 3, excludeNationsOf: [], excludeSoleSource: true },
  patterns: [],
}
