// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:base-map' {
  /** GeoJSON of two features, told apart by `kind`: `land`, cut to the region, and `border`, all borders between countries. */
  export const baseMapUrl: string
  /** West, south, east, north in degrees. */
  export const region: readonly [number, number, number, number]
}
