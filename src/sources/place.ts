// SPDX-License-Identifier: Apache-2.0
import { isPosition, problem, type Problem } from '#kernel'

import { isInside, type AreaOfInterest } from './source.ts'

/**
 * What is wrong with a place: outside the globe, exactly 0/0 (what geocoders say when they know nothing), far from
 * all that the run is about, or near it only with latitude and longitude the other way round. NaN is not judged here.
 */
export function placeProblems(
  latitude: number,
  longitude: number,
  areaOfInterest?: AreaOfInterest,
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
  if (areaOfInterest === undefined) return []
  const { near, far } = areaOfInterest
  if (isInside(near, { latitude, longitude })) return []
  if (isPosition(longitude, latitude) && isInside(near, { latitude: longitude, longitude: latitude })) {
    return [problem('', 'coordinates-look-swapped', { latitude, longitude })]
  }
  return isInside(far, { latitude, longitude })
    ? []
    : [problem('', 'outside-area-of-interest', { latitude, longitude })]
}
