// SPDX-License-Identifier: Apache-2.0
import { INSTALLATION_AUDIENCE, MECHANISM_AUDIENCE, PUBLIC_AUDIENCE } from './audiences.ts'
import { audiencesOf, type Readable } from './marking.ts'

/** Who reads: a person by id, or null for a token, the public or the program, and the audiences that they belong to. */
export interface Reader {
  readonly person: string | null
  readonly audiences: readonly string[]
}

/** The program itself, as `run` without an audience and projectors use it; never made from anything that came in. */
export const INSTALLATION: Reader = { person: null, audiences: [INSTALLATION_AUDIENCE] }

/** A reader who belongs to these audiences; the name kept for the program is left out. */
export const readerOf = (person: string | null, audiences: readonly string[]): Reader => ({
  person,
  audiences: audiences.filter((name) => name !== INSTALLATION_AUDIENCE),
})

/** The reader of an edition: one audience by name, or the installation where there is none. */
export const editionReader = (audience: string | null): Reader =>
  audience === null ? INSTALLATION : readerOf(null, [audience])

/** True where the reader may read the item: the one place that decides it. An item marked with nothing is for the installation alone. */
export function mayRead(item: Readable, reader: Reader): boolean {
  if (reader.audiences.includes(INSTALLATION_AUDIENCE)) return true
  return audiencesOf(item).some((name) => name === PUBLIC_AUDIENCE || reader.audiences.includes(name))
}

/** True for readers inside the Mechanism, who see exact places on the screens of the Mechanism. */
export const isInside = ({ audiences }: Reader): boolean =>
  audiences.includes(MECHANISM_AUDIENCE) || audiences.includes(INSTALLATION_AUDIENCE)
