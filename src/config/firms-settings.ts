// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

/** Where active fires are asked for, and with what. */
export interface FirmsSettings {
  /** Secret: it stands in the address that is asked, so that address is never logged. */
  readonly key: string
  /** Without a slash at its end. */
  readonly url: string
}

const FIRMS_URL = 'https://firms.modaps.eosdis.nasa.gov'
const KEY = /^[A-Za-z0-9]{1,64}$/
const URL_WITHOUT_QUERY = /^https?:\/\/[^\s?#@]+$/

/**
 * The key of FIRMS in MARSAD_FIRMS_KEY, and in MARSAD_FIRMS_URL another place that answers like it; null where there is no key: nothing
 * is then asked. Problems name the variable and never its value.
 */
export function readFirmsSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<FirmsSettings | null> {
  const key = environment['MARSAD_FIRMS_KEY'] ?? ''
  const url = (environment['MARSAD_FIRMS_URL'] ?? FIRMS_URL).replace(/\/+$/, '')
  if (key === '') return ok(null)
  if (!KEY.test(key)) {
    return refuse(problem('MARSAD_FIRMS_KEY', 'setting-unusable', { what: 'letters and digits expected' }))
  }
  if (!URL_WITHOUT_QUERY.test(url)) {
    return refuse(problem('MARSAD_FIRMS_URL', 'setting-unusable', { what: 'an http address expected' }))
  }
  return ok({ key, url })
}
