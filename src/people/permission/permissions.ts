// SPDX-License-Identifier: Apache-2.0
import { ACTIONS, NEEDS_SECOND_FACTOR, type Action } from './actions.ts'
import type { Role } from './roles.ts'

type Row = Readonly<Record<Action, boolean>>

/** Every action is written down for every role: what is not listed in `allowed` is a no, not a gap. */
function row(...allowed: readonly Action[]): Row {
  return Object.fromEntries(ACTIONS.map((action) => [action, allowed.includes(action)])) as Record<
    Action,
    boolean
  >
}

/**
 * Role by action. Administrators look after accounts and read nothing more for it; nobody who drafts a finding verifies it by
 * the same role; only a commissioner attributes; only a source handler comes near human sources.
 */
export const PERMISSIONS = {
  analyst: row(
    'read',
    'export',
    'upload',
    'open-case',
    'draft-finding',
    'record-dissent',
    'disclose',
    'read-future-coverage',
  ),
  verifier: row('read', 'export', 'verify-finding', 'record-dissent', 'read-future-coverage'),
  releaser: row('read', 'export', 'release', 'record-dissent', 'disclose'),
  commissioner: row('read', 'export', 'attribute', 'decide-step', 'record-dissent'),
  liaison: row('read', 'export', 'upload', 'disclose', 'answer', 'notify', 'request-verification', 'dispute'),
  planner: row('read', 'export', 'plan-coverage', 'read-future-coverage'),
  'coalition-cell': row('read', 'export', 'upload', 'disclose', 'edit-contributions'),
  'source-handler': row('read', 'handle-sources'),
  administrator: row(
    'read',
    'administer-people',
    'recover-account',
    'decide-intake',
    'issue-feed-tokens',
    'change-policy',
    'read-record-of-people',
  ),
  auditor: row('read', 'read-record-of-people'),
  reader: row('read', 'export'),
} as const satisfies Record<Role, Row>

/** How a session began. */
export type Assurance = 'one-factor' | 'two-factor'

/** What the roles allow together. */
export const actionsOf = (roles: readonly Role[]): readonly Action[] =>
  ACTIONS.filter((action) => roles.some((role) => PERMISSIONS[role][action]))

/** Yes, no, or not before a second factor was shown. */
export function permits(
  roles: readonly Role[],
  assurance: Assurance,
  action: Action,
): 'yes' | 'no' | 'second-factor-needed' {
  if (!roles.some((role) => PERMISSIONS[role][action])) return 'no'
  const needsTwo = NEEDS_SECOND_FACTOR.some((needing) => needing === action)
  return needsTwo && assurance === 'one-factor' ? 'second-factor-needed' : 'yes'
}
