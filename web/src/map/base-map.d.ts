// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:base-map' {
  /** GeoJSON of two features by `kind`: the `land`, cut to the region, and each `border` between countries. */
  export const baseMapUrl: string
  /** West, south, east, north in degrees. */
  export const region: readonly [number, number, number, number]
}
