// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { ACTIONS, actionsOf, NEEDS_SECOND_FACTOR, PERMISSIONS, permits, ROLES } from './index.ts'

const rolesAllowed = (action: (typeof ACTIONS)[number]): readonly string[] =>
  ROLES.filter((role) => PERMISSIONS[role][action])

describe('permissions', () => {
  test('[PE2] every role says yes or no to every action', () => {
    for (const role of ROLES) expect(Object.keys(PERMISSIONS[role]).sort()).toEqual([...ACTIONS].sort())
    expect(ACTIONS.filter((action) => rolesAllowed(action).length === 0)).toEqual([])
  })

  test('[PE2] what must be apart is apart', () => {
    expect(rolesAllowed('attribute')).toEqual(['commissioner'])
    expect(rolesAllowed('verify-finding')).toEqual(['verifier'])
    expect(rolesAllowed('draft-finding')).toEqual(['analyst'])
    expect(rolesAllowed('release')).toEqual(['releaser'])
    // A dissent goes out with the finding: who merely reads adds nothing to it.
    expect(rolesAllowed('record-dissent')).toEqual(['analyst', 'verifier', 'releaser', 'commissioner'])
    expect(rolesAllowed('handle-sources')).toEqual(['source-handler'])
    expect(rolesAllowed('administer-people')).toEqual(['administrator'])
    expect(rolesAllowed('export')).not.toContain('administrator')
    // Liaisons are the parties': what our assets see tomorrow is no answer of theirs.
    expect(rolesAllowed('read-future-coverage')).toEqual(['analyst', 'verifier', 'planner'])
  })

  test('[PE2] several roles allow what each of them allows', () => {
    expect(actionsOf(['reader'])).toEqual(['read', 'export'])
    expect(actionsOf(['auditor', 'reader'])).toEqual(['read', 'export', 'read-record-of-people'])
  })

  test('[PE3] a password alone does not reach what opens doors to others', () => {
    for (const action of NEEDS_SECOND_FACTOR) {
      expect(permits(['administrator', 'source-handler'], 'one-factor', action)).toBe('second-factor-needed')
      expect(permits(['administrator', 'source-handler'], 'two-factor', action)).toBe('yes')
      // Who may not do it at all is not told that a second factor would help.
      expect(permits(['reader'], 'one-factor', action)).toBe('no')
    }
    expect(permits(['reader'], 'one-factor', 'read')).toBe('yes')
  })
})
