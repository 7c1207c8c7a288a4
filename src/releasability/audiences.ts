// SPDX-License-Identifier: Apache-2.0

/** Whoever may read what this audience may read is anybody at all. */
export const PUBLIC_AUDIENCE = 'public'

/** The compartment that monitors and verifies: the only one that sees where a shot came from as it was measured. */
export const MECHANISM_AUDIENCE = 'mechanism'

/** The program itself, which works on everything; no person and no token ever carries this name. */
export const INSTALLATION_AUDIENCE = 'installation'

/** The compartments that see how figures fall on the sides of a line; a name that nobody knows sees no more than the public. */
export const SIDES_READERS: readonly string[] = ['coalition', 'commission', MECHANISM_AUDIENCE]

/** An indication rests on one kind of means only: never in a public list, nor before a party. */
export const INDICATION_READERS: readonly string[] = ['commission', MECHANISM_AUDIENCE]

/** The audiences that a thing made out of several items carries: those who may read every one of them, sorted. */
export function commonAudiences(items: readonly (readonly string[])[]): readonly string[] {
  const named = items.filter((audiences) => !audiences.includes(PUBLIC_AUDIENCE))
  const [first, ...others] = named
  if (first === undefined) return items.length === 0 ? [] : [PUBLIC_AUDIENCE]
  return [...new Set(first)].filter((name) => others.every((audiences) => audiences.includes(name))).sort()
}
