// SPDX-License-Identifier: Apache-2.0

/** What somebody may ask the service to do. Which items they may do it to is decided by `mayRead`, not here. */
export const ACTIONS = [
  'read',
  'export',
  'upload',
  'open-case',
  'draft-finding',
  'verify-finding',
  'release',
  'disclose',
  'attribute',
  'decide-step',
  'record-dissent',
  'answer',
  'notify',
  'request-verification',
  'dispute',
  'plan-coverage',
  'read-future-coverage',
  'edit-contributions',
  'handle-sources',
  'issue-feed-tokens',
  'change-policy',
  'administer-people',
  'recover-account',
  'decide-intake',
  'read-record-of-people',
] as const
export type Action = (typeof ACTIONS)[number]

export const isAction = (text: string): text is Action => ACTIONS.some((action) => action === text)

/** Actions that a session begun with a password alone does not reach: each could open doors to others or harm a person. */
export const NEEDS_SECOND_FACTOR = [
  'administer-people',
  'recover-account',
  'decide-intake',
  'handle-sources',
  'issue-feed-tokens',
] as const satisfies readonly Action[]
