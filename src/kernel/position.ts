// SPDX-License-Identifier: Apache-2.0

/** A place on WGS-84 in degrees: latitude -90 to 90 north positive, longitude -180 to 180 east positive. */
export interface Position {
  readonly latitude: number
  readonly longitude: number
}

export const isPosition = (latitude: number, longitude: number): boolean =>
  latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180

/** Rounds to the 1e-6 degree (about 0.1 m) at which positions are stored and hashed. */
export const quantiseDegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

export const quantisePosition = (p: Position): Position => ({
  latitude: quantiseDegrees(p.latitude),
  longitude: quantiseDegrees(p.longitude),
})

/** Seconds, log-odds and metres as stored: to three, six and one decimal. */
export const quantiseSeconds = (seconds: number): number => Math.round(seconds * 1e3) / 1e3
export const quantiseLogOdds = (logOdds: number): number => Math.round(logOdds * 1e6) / 1e6
export const quantiseMeters = (meters: number): number => Math.round(meters * 10) / 10
