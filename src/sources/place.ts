// SPDX-License-Identifier: Apache-2.0
import { isPosition, problem, type Problem } from '#kernel'

import { isInside, type GeographicBox } from './source.ts'

/**
 * What is wrong with a place: outside the globe, exactly 0/0 (what geocoders say when they know nothing), or outside the
 * area that the run is about. Where latitude and longitude the other way round would do, it says so. NaN is not judged here.
 */
export function placeProblems(
  latitude: number,
  longitude: number,
  areaOfInterest?: GeographicBox,
): readonly Problem[] {
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return []
  if (!isPosition(latitude, longitude)) {
    const problems: Problem[] = []
    if (!isPosition(latitude, 0)) {
      problems.push(problem('latitude', 'out-of-range', { value: latitude, minimum: -90, maximum: 90 }))
    }
    if (!isPosition(0, longitude)) {
      problems.push(problem('longitude', 'out-of-range', { value: longitude, minimum: -180, maximum: 180 }))
    }
    if (isPosition(longitude, latitude)) problems.push(problem('', 'coordinates-look-swapped'))
    return problems
  }
  if (latitude === 0 && longitude === 0) return [problem('', 'coordinates-zero')]
  if (areaOfInterest === undefined || isInside(areaOfInterest, { latitude, longitude })) return []
  const swapped =
    isPosition(longitude, latitude) && isInside(areaOfInterest, { latitude: longitude, longitude: latitude })
  return [
    problem('', swapped ? 'coordinates-look-swapped' : 'outside-area-of-interest', { latitude, longitude }),
  ]
}
