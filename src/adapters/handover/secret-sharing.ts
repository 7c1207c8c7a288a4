// SPDX-License-Identifier: Apache-2.0

/** One holder's part of a secret: the point at which every byte's polynomial was taken, and what it came to. */
export interface SecretShare {
  /** 1 to 255. */
  readonly point: number
  readonly bytes: Uint8Array
}

export const MOST_SHARES = 255

/**
 * Splits a secret so that any `threshold` of `shares` bring it back and fewer say nothing at all (Shamir 1979, byte by byte over
 * GF(2^8) with the polynomial of AES, FIPS 197 section 4). `random` gives that many fresh random bytes. Throws RangeError unless
 * 2 <= threshold <= shares <= 255.
 */
export function splitSecret(
  secret: Uint8Array,
  threshold: number,
  shares: number,
  random: (bytes: number) => Uint8Array,
): readonly SecretShare[] {
  if (!(threshold >= 2 && threshold <= shares && shares <= MOST_SHARES)) {
    throw new RangeError(`no quorum of ${threshold} out of ${shares}`)
  }
  const coefficients = Array.from(secret, (byte) => [byte, ...random(threshold - 1)])
  return Array.from({ length: shares }, (_, at) => ({
    point: at + 1,
    bytes: Uint8Array.from(coefficients, (polynomial) => evaluate(polynomial, at + 1)),
  }))
}

/** What these shares come to: the secret, if they are enough of one splitting; other bytes if not. Throws RangeError for a point given twice. */
export function combineShares(shares: readonly SecretShare[]): Uint8Array {
  const points = shares.map(({ point }) => point)
  if (new Set(points).size !== points.length || points.some((point) => point < 1 || point > MOST_SHARES)) {
    throw new RangeError('each share has a point of its own, from 1 to 255')
  }
  // Lagrange's polynomials at zero; subtraction in this field is addition.
  const weights = points.map((own) =>
    points
      .filter((other) => other !== own)
      .reduce((product, other) => multiply(product, divide(other, other ^ own)), 1),
  )
  return Uint8Array.from({ length: shares[0]?.bytes.length ?? 0 }, (_, at) =>
    shares.reduce((sum, { bytes }, k) => sum ^ multiply(bytes[at] ?? 0, weights[k] ?? 0), 0),
  )
}

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, in the same steps whatever the numbers are. */
export function multiply(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= shifted & -((b >> bit) & 1)
    shifted = (shifted << 1) ^ (0x11b & -((shifted >> 7) & 1))
  }
  return product
}

/** The inverse is the 254th power. */
function divide(a: number, b: number): number {
  let inverse = 1
  for (let k = 0; k < 254; k += 1) inverse = multiply(inverse, b)
  return multiply(a, inverse)
}

const evaluate = (polynomial: readonly number[], x: number): number =>
  polynomial.reduceRight((sum, coefficient) => multiply(sum, x) ^ coefficient, 0)
