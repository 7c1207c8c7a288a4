// SPDX-License-Identifier: Apache-2.0
import { applyPersonEvent, type Account, type Person, type PersonEvent } from '#people'

/** A made-up person; the id is the digit repeated. */
export const madePerson = (digit: string, change: Partial<Person> = {}): Person => ({
  id: digit.repeat(32),
  login: `person.${digit}`,
  name: `Person ${digit}`,
  organisation: 'Mechanism',
  nation: 'FI',
  compartment: 'mechanism',
  roles: ['administrator'],
  ...change,
})

/** The account after these events, a second apart. */
export function accountAfter(person: Person, ...events: readonly PersonEvent[]): Account {
  const added: PersonEvent = {
    kind: 'person-added',
    person: person.id,
    added: person,
    by: { kind: 'console' },
  }
  const first = applyPersonEvent(null, added, 0)
  return events.reduce((account, event, n) => applyPersonEvent(account, event, (n + 1) * 1_000), first)
}
