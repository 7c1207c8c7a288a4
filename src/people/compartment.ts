// SPDX-License-Identifier: Apache-2.0

/** A part of the installation with its own administrators: three of the mission, and one for each party of the agreement. */
export type Compartment = 'mechanism' | 'commission' | 'coalition' | `party:${string}`

/** What roles are given by: every party's compartment is of one kind, so that no rule can treat one party unlike another. */
export const COMPARTMENT_KINDS = ['mechanism', 'commission', 'coalition', 'party'] as const
export type CompartmentKind = (typeof COMPARTMENT_KINDS)[number]

const PARTY = /^party:[a-z0-9]+(-[a-z0-9]+)*$/

export const isCompartment = (text: string): text is Compartment =>
  text === 'mechanism' || text === 'commission' || text === 'coalition' || PARTY.test(text)

export const kindOfCompartment = (compartment: Compartment): CompartmentKind =>
  compartment === 'mechanism' || compartment === 'commission' || compartment === 'coalition'
    ? compartment
    : 'party'

/** The named audiences of whoever works in a compartment. */
export const audiencesOfCompartment = (compartment: Compartment): readonly string[] => [compartment, 'public']

/** The audience of what concerns the accounts of a compartment: its administrators and auditors, not everyone in it. */
export const administrationOf = (compartment: Compartment): string => `administration:${compartment}`
