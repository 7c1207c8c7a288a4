// SPDX-License-Identifier: Apache-2.0
import type { MessageKey } from '#messages'

import type { ExerciseEntry } from '../api/exercise-entry.ts'

/** One step: whose chair, which page, what on it. */
export interface StoryStep {
  readonly name: string
  readonly title: MessageKey
  readonly text: MessageKey
  readonly role: 'analyst' | 'commissioner'
  /** Where in the application, once the places of the story are known. */
  page(story: NonNullable<ExerciseEntry['story']>): string
  /** What is pointed at: by a selector, or the section under a heading. */
  readonly target: { readonly selector: string } | { readonly heading: MessageKey } | null
}

const situation = (): string => '/situation'
const incident = ({ incident: id }: { readonly incident: string }): string => `/incidents/${id}`
const caseOf = ({ case: id }: { readonly case: string }): string => `/cases/${id}`

const step = (
  name: string,
  role: StoryStep['role'],
  page: StoryStep['page'],
  target: StoryStep['target'],
): StoryStep => ({
  name,
  title: `web.story.${name}` as MessageKey,
  text: `web.story.${name}-what` as MessageKey,
  role,
  page,
  target,
})

/** The guided story, in order: from the line on the map to a byte that is broken. */
export const STORY_STEPS: readonly StoryStep[] = [
  step('line', 'analyst', situation, { selector: '.situation-map' }),
  step('time', 'analyst', situation, { selector: '.timeline' }),
  step('incident', 'analyst', incident, { selector: 'section:has(> #ledger)' }),
  step('explanations', 'analyst', incident, { selector: 'section:has(> #hypotheses)' }),
  step('terms', 'analyst', incident, { selector: 'section:has(> #provisions)' }),
  step('signatures', 'analyst', caseOf, { heading: 'proceeding.signatures' }),
  step('parties', 'analyst', caseOf, { heading: 'proceeding.hearing' }),
  step('clocks', 'commissioner', ({ case: id }) => `/responses/${id}`, { heading: 'proceeding.ladder' }),
  step('unseen', 'analyst', situation, { selector: '.situation .summary' }),
  step('break', 'analyst', incident, null),
]
