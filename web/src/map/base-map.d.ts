// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:base-map' {
  /** GeoJSON of the land, cut to the region. */
  export const landUrl: string
  /** GeoJSON of the borders between countries. */
  export const bordersUrl: string
  /** West, south, east, north in degrees. */
  export const region: readonly [number, number, number, number]
}
