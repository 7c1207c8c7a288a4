// SPDX-License-Identifier: Apache-2.0

/** No point. */
export const NONE = 0xffff_ffff

/** What is known of the sorted points of an index after they were joined. */
export interface Joined {
  /** 1 for a core. */
  readonly core: Uint8Array
  /** Root of each core's cluster; without meaning for other points. */
  readonly root: Uint32Array
  /** For a point that is no core, the core within reach that comes first among the points given, or NONE. */
  readonly first: Uint32Array
}

/** The root of a union-find tree, halving the path on the way. */
export function rootOf(parent: Uint32Array, point: number): number {
  let at = point
  let up = parent[at]!
  while (up !== at) {
    const further = parent[up]!
    parent[at] = further
    at = further
    up = parent[at]!
  }
  return at
}

/** Makes one tree of two; its root is the lower of theirs. */
export function join(parent: Uint32Array, a: number, b: number): void {
  const rootOfA = rootOf(parent, a)
  const rootOfB = rootOf(parent, b)
  if (rootOfA < rootOfB) parent[rootOfB] = rootOfA
  else if (rootOfB < rootOfA) parent[rootOfA] = rootOfB
}
