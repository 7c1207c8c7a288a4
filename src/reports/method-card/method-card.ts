// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { isDigest, type Digest } from '#kernel'

export const METHOD_CARD_SCHEMA = 'marsad/method-card@1'

const share = z.number().min(0).max(1)
/** Mean over the seeds, with the lowest and the highest; all null where there was nothing to take a share of. */
const spread = z.strictObject({ mean: z.number(), lowest: z.number(), highest: z.number() }).nullable()

const rates = z.strictObject({
  /** Share of all incidents that truly were such a violation. */
  baseRate: share.nullable(),
  /** Share of the machine's possible violations that truly were. */
  precision: share.nullable(),
  /** Share of the true violations that a delivered row tells of, which the machine listed. */
  recall: share.nullable(),
})

/** How an engine did on simulated truth when it was last scored. Shares have six decimals. */
export const methodCardSchema = z.strictObject({
  schema: z.literal(METHOD_CARD_SCHEMA),
  engine: z.string().min(1),
  version: z.string().min(1),
  /** Digest of the engine's parameters when it was scored. */
  parameters: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected'),
  data: z.strictObject({
    scenario: z.string().min(1),
    agreement: z.string().min(1),
    seeds: z.array(z.int().nonnegative()).min(1),
  }),
  figures: z.strictObject({
    /** Of the events that a delivered row tells of, the share paired with an incident of its own. */
    matchedShare: spread,
    /** Of all incidents, the share with no event behind it. */
    falseShare: spread,
    ellipseCoverage: spread,
    ece: spread,
    ari: spread,
  }),
  /** A possible violation of any provision. */
  anyProvision: rates,
  provisions: z.array(rates.extend({ provision: z.string(), act: z.string(), threshold: share })),
  /** Codes of the catalogues (`known-failure.`), chosen by hand. */
  knownFailures: z.array(z.string().regex(/^[a-z]+(-[a-z]+)*$/)),
})
export type MethodCard = z.output<typeof methodCardSchema>
export type MethodCardFigure = keyof MethodCard['figures']
