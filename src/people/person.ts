// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Actor, type Problem, type Result } from '#kernel'

import { isCompartment, kindOfCompartment, type Compartment } from './compartment.ts'
import { COMPARTMENTS_OF_ROLE, isRole, type Role } from './permission/index.ts'

export interface Person {
  /** Sixteen random bytes in hexadecimal digits: says nothing of who, or of the order in which people came. */
  readonly id: string
  /** In lower case; what the person types to sign in. */
  readonly login: string
  readonly name: string
  readonly organisation: string
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly nation: string
  readonly compartment: Compartment
  readonly roles: readonly Role[]
}

/** What somebody asks to be added; nothing in it is trusted yet. */
export interface PersonRequest {
  readonly login: string
  readonly name: string
  readonly organisation: string
  readonly nation: string
  readonly compartment: string
  readonly roles: readonly string[]
}

const LOGIN = /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/
const NATION = /^[A-Z]{2}$/
const MOST_NAME_CHARACTERS = 200
/** Control characters and the marks that turn the direction of text: a name must read as it is stored. */
const UNREADABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** As logins are compared: without spaces around it, in lower case. */
export const normalLogin = (text: string): string => text.trim().toLowerCase()

/** The request as a person with this id, or every problem in it. */
export function parsePerson(id: string, request: PersonRequest): Result<Person> {
  const login = normalLogin(request.login)
  const nation = request.nation.trim().toUpperCase()
  const compartment = request.compartment.trim()
  const problems: Problem[] = []
  if (!LOGIN.test(login)) problems.push(problem('login', 'login-unusable'))
  for (const field of ['name', 'organisation'] as const) {
    const text = request[field].trim()
    if (text === '' || text.length > MOST_NAME_CHARACTERS || UNREADABLE.test(text)) {
      problems.push(problem(field, 'text-unusable', { most: MOST_NAME_CHARACTERS }))
    }
  }
  if (!NATION.test(nation)) problems.push(problem('nation', 'nation-unusable'))
  if (!isCompartment(compartment)) {
    return refuse(...problems, problem('compartment', 'compartment-unknown'))
  }
  const roles = parseRoles(compartment, request.roles)
  if (!roles.ok) return refuse(...problems, ...roles.problems)
  if (problems.length > 0) return refuse(...problems)
  const { name, organisation } = request
  return ok({
    id,
    login,
    name: name.trim(),
    organisation: organisation.trim(),
    nation,
    compartment,
    roles: roles.value,
  })
}

/** The roles, sorted and each once; refuses none at all, unknown ones and those without a meaning in the compartment. */
export function parseRoles(compartment: Compartment, roles: readonly string[]): Result<readonly Role[]> {
  if (roles.length === 0) return refuse(problem('roles', 'roles-empty'))
  const kind = kindOfCompartment(compartment)
  const problems: Problem[] = []
  const known: Role[] = []
  for (const [n, role] of roles.entries()) {
    if (!isRole(role)) problems.push(problem(`roles.${n}`, 'role-unknown'))
    else if (COMPARTMENTS_OF_ROLE[role].some((allowed) => allowed === kind)) known.push(role)
    else problems.push(problem(`roles.${n}`, 'role-not-of-compartment', { role, compartment }))
  }
  return problems.length > 0 ? refuse(...problems) : ok([...new Set(known)].sort())
}

/** The person as rules about cases see them: never a name. */
export const actorOf = ({ id, organisation, nation, compartment, roles }: Person): Actor => ({
  person: id,
  organisation,
  nation,
  compartment,
  roles,
})
