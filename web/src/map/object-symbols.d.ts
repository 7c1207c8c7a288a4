// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:object-symbols' {
  /** Addresses of pictures (SVG) by class of object. */
  export const objectSymbolUrls: Readonly<Record<string, string>>
}
