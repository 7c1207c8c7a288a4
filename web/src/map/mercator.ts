// SPDX-License-Identifier: Apache-2.0

/** Across the world map of the web, from 0 in the west to 1 in the east. */
export const mercatorX = (longitude: number): number => (180 + longitude) / 360

/** Down the world map of the web (spherical Mercator), from 0 in the north to 1 in the south. */
export const mercatorY = (latitude: number): number =>
  0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI)
