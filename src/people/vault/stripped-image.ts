// SPDX-License-Identifier: Apache-2.0

/** A picture without what was said about it, and what was taken away, by its name in the file, sorted. */
export interface StrippedImage {
  readonly bytes: Uint8Array
  readonly removed: readonly string[]
}
