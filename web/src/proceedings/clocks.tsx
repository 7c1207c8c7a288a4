// SPDX-License-Identifier: Apache-2.0
import { readClock, type Clock } from '#responses/clock'

import { useText } from '../text/use-text.tsx'
import type { ResponseDocument, ResponseStep } from './response-document.ts'
import { Moment, useSpan } from './shown.tsx'

/** When a step was done, by whoever decided it. */
const doneAtOf = ({ decided }: ResponseStep): string | null => {
  if (decided === null) return null
  return decided.kind === 'decided-elsewhere' ? decided.decidedAt : decided.at
}

/** Both clocks of a step as of now; a step whose end was put on record stands as it was recorded. */
export function clockOf(response: ResponseDocument, step: ResponseStep, now: number): Clock {
  return readClock({
    breach: response.breach,
    firstKnowledge: response.firstKnowledge,
    withinHours: step.withinHours,
    doneAt: doneAtOf(step),
    // Once the response was concluded nothing is awaited any more: its clocks stand still.
    now: response.concluded?.at ?? new Date(now).toISOString(),
  })
}

/** The step whose move it is: one whose time still runs, then one that is overdue, then one that nobody could have met. */
export function nextStepOf(response: ResponseDocument, now: number): ResponseStep | null {
  if (response.concluded !== null) return null
  const undecided = response.steps.filter(({ decided }) => decided === null)
  const standingAs = (standing: Clock['standing']): ResponseStep | undefined =>
    undecided.find((step) => clockOf(response, step, now).standing === standing)
  return standingAs('running') ?? standingAs('overdue') ?? undecided[0] ?? null
}

/** How a clock stands, in words and never by colour alone. */
export function Standing({ clock }: { readonly clock: Clock }) {
  const { word, t } = useText()
  const span = useSpan()
  const left = clock.remainingSeconds
  return (
    <span className={`standing standing-${clock.standing}`}>
      {word('proceeding-clock', clock.standing)}
      {clock.standing === 'running' ? (
        <span> · {t('proceeding.left', { span: span(left) })}</span>
      ) : clock.standing === 'overdue' ? (
        <span> · {t('proceeding.over-by', { span: span(left) })}</span>
      ) : null}
    </span>
  )
}

/** From the breach and from first knowledge, each said which it is. */
export function BothClocks({ clock }: { readonly clock: Clock }) {
  const { t } = useText()
  const span = useSpan()
  return (
    <dl className="facts clocks">
      <div>
        <dt>{t('proceeding.since-breach')}</dt>
        <dd>{span(clock.sinceBreachSeconds)}</dd>
      </div>
      <div>
        <dt>{t('proceeding.since-knowledge')}</dt>
        <dd>{span(clock.sinceKnowledgeSeconds)}</dd>
      </div>
      <div>
        <dt>{t('proceeding.due')}</dt>
        <dd>
          <Moment at={clock.dueAt} />
        </dd>
      </div>
    </dl>
  )
}
