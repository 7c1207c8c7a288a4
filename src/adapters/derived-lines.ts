// SPDX-License-Identifier: Apache-2.0
import {
  createAgreementLines,
  createFrontlineLines,
  type Agreement,
  type FrontlineLines,
  type HeldAreaFiles,
} from '#agreement'

import { loadBorderReference } from './border-reference.ts'

/** The line of contact of the terms, derived from drawn areas; null where the terms take none. */
export function createDerivedLines(agreement: Agreement, files: HeldAreaFiles): FrontlineLines | null {
  const { lineOfContact } = agreement
  if (lineOfContact?.frontline === undefined) return null
  const { frontline } = lineOfContact
  return createFrontlineLines(
    files,
    {
      lineId: lineOfContact.line,
      heldBy: frontline.heldBy,
      otherwise: frontline.otherwise,
      toleranceKilometres: frontline.borderToleranceKilometres,
      accuracyMeters: frontline.accuracyKilometres * 1_000,
    },
    loadBorderReference,
    createAgreementLines(agreement),
  )
}
