// SPDX-License-Identifier: Apache-2.0

/** Mean radius of the Earth in centimetres (IUGG: 6,371,008.8 m). */
const RADIUS_CENTIMETERS = 637_100_880

const DEGREE = Math.PI / 180

/**
 * Sine and cosine by their Taylor series on -45 to 45 degrees, where the first term left out is below 1e-16. They are
 * built of sums and products alone: the host's own sine may differ in its last digit from one Node version to the next.
 */
const sineOf = (x: number, q: number): number =>
  x *
  (1 +
    q *
      (-1 / 6 +
        q *
          (1 / 120 +
            q *
              (-1 / 5_040 +
                q *
                  (1 / 362_880 + q * (-1 / 39_916_800 + q * (1 / 6_227_020_800 - q / 1_307_674_368_000)))))))

const cosineOf = (q: number): number =>
  1 +
  q *
    (-1 / 2 +
      q *
        (1 / 24 +
          q *
            (-1 / 720 +
              q *
                (1 / 40_320 +
                  q *
                    (-1 / 3_628_800 +
                      q * (1 / 479_001_600 + q * (-1 / 87_178_291_200 + q / 20_922_789_888_000)))))))

/**
 * Where a place in degrees lies on the sphere, written to `out[at..at+2]` in whole centimetres from the Earth's centre.
 * Whole numbers make every squared chord exact in a double, so no two programs can disagree about who is a neighbour.
 */
export function writeCentimeters(out: Float64Array, at: number, latitude: number, longitude: number): void {
  const quarter = Math.round(longitude / 90)
  const lambda = (longitude - 90 * quarter) * DEGREE
  const squaredLambda = lambda * lambda
  const sine = sineOf(lambda, squaredLambda)
  const cosine = cosineOf(squaredLambda)
  const turned = quarter & 3
  const cosLongitude = turned === 0 ? cosine : turned === 1 ? -sine : turned === 2 ? -cosine : sine
  const sinLongitude = turned === 0 ? sine : turned === 1 ? cosine : turned === 2 ? -sine : -cosine

  const polar = latitude > 45 || latitude < -45
  const phi = (polar ? (latitude > 0 ? 90 : -90) - latitude : latitude) * DEGREE
  const squaredPhi = phi * phi
  const sinePhi = sineOf(phi, squaredPhi)
  const cosinePhi = cosineOf(squaredPhi)
  const ring = RADIUS_CENTIMETERS * (polar ? (latitude > 0 ? sinePhi : -sinePhi) : cosinePhi)
  const height = RADIUS_CENTIMETERS * (polar ? (latitude > 0 ? cosinePhi : -cosinePhi) : sinePhi)
  out[at] = Math.round(ring * cosLongitude)
  out[at + 1] = Math.round(ring * sinLongitude)
  out[at + 2] = Math.round(height)
}

/** Degrees of a great circle whose chord is `meters`, with ten centimetres to spare for the rounding to centimetres. */
export function degreesOfChord(meters: number): number {
  const half = Math.min(1, ((meters + 0.1) * 100) / (2 * RADIUS_CENTIMETERS))
  return (2 * Math.asin(half)) / DEGREE
}
