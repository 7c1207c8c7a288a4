// SPDX-License-Identifier: Apache-2.0

/** Whoever may read what this audience may read is anybody at all. */
export const PUBLIC_AUDIENCE = 'public'

/** The compartments that see how figures fall on the sides of a line; a name that nobody knows sees no more than the public. */
export const SIDES_READERS: readonly string[] = ['coalition', 'commission', 'mechanism']

/** An indication rests on one kind of means only: never in a public list, nor before a party. */
export const INDICATION_READERS: readonly string[] = ['commission', 'mechanism']

/**
 * True where a reader who belongs to `audience` may read an item marked with `audiences`: the one place that decides it.
 * `null` is the installation itself, which reads everything; an item marked with nothing is for the installation alone.
 */
export function mayRead(audiences: readonly string[], audience: string | null): boolean {
  return audience === null || audiences.includes(audience) || audiences.includes(PUBLIC_AUDIENCE)
}

/** The audiences that a thing made out of several items carries: those who may read every one of them, sorted. */
export function commonAudiences(items: readonly (readonly string[])[]): readonly string[] {
  const named = items.filter((audiences) => !audiences.includes(PUBLIC_AUDIENCE))
  const [first, ...others] = named
  if (first === undefined) return items.length === 0 ? [] : [PUBLIC_AUDIENCE]
  return [...new Set(first)].filter((name) => others.every((audiences) => audiences.includes(name))).sort()
}
