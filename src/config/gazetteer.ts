// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where public reference data lies beside a checkout, for those who have it. */
const BESIDE = '../../../shared/data/places/gazetteer_geonames_ua/ukraine-cities.json'

/** The settlements with their population that scores compare with: MARSAD_PLACES, else the public data beside the project, else none. */
export function gazetteerPath(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const named = environment['MARSAD_PLACES'] ?? ''
  if (named !== '') return named
  const beside = fileURLToPath(new URL(BESIDE, import.meta.url))
  return existsSync(beside) ? beside : null
}
