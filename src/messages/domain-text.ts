// SPDX-License-Identifier: Apache-2.0
import type { Likelihood, Reason } from '#kernel'

import { formatKey } from './format-message.ts'
import type { Language } from './language.ts'

/** The sentence of a reason, from its code and values. Throws MessageError where the catalogue has none. */
export const formatReason = (language: Language, reason: Reason): string =>
  formatKey(language, `reason.${reason.code}`, reason.params)

/** A likelihood in the words of its ICD 203 band with its percentage; never together with a confidence. */
export const formatLikelihood = (language: Language, likelihood: Likelihood): string =>
  formatKey(language, 'likelihood.with-percent', {
    band: likelihood.band,
    probability: likelihood.probability,
  })
