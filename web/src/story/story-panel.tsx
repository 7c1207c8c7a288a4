// SPDX-License-Identifier: Apache-2.0
import './story.css'
import { Button, CloseButton } from '@mantine/core'
import { Suspense, useEffect, useRef, useState, type RefObject } from 'react'

import { useExerciseEntry, type ExerciseEntry } from '../api/exercise-entry.ts'
import { useSessionDesk } from '../api/session.tsx'
import { ErrorFence } from '../app/error-fence.tsx'
import { lazyPart } from '../app/lazy-page.ts'
import { RefusalNote } from '../app/refusal-note.tsx'
import { goTo, usePlace } from '../app/router.tsx'
import { useText } from '../text/use-text.tsx'
import { chairName } from './chairs.tsx'
import { usePointer } from './point-at.ts'
import { closeStory, goToStep, useStoryPlace } from './story-place.ts'
import { STORY_STEPS } from './story-steps.ts'

const BreakAByte = lazyPart(async () => (await import('./break-a-byte.tsx')).BreakAByte)

/** The guided story of an exercise that was started to be looked at, for whoever is signed in; nothing in everything else. */
export function StoryPanel() {
  const { t } = useText()
  const { state } = useSessionDesk()
  const entry = useExerciseEntry()
  const at = useStoryPlace()
  if (state.kind !== 'signed-in' || entry === null || entry.story === null) return null
  if (at === null) {
    return (
      <Button className="story-open" size="compact-xs" variant="default" onClick={() => goToStep(0)}>
        {t('web.story.open')}
      </Button>
    )
  }
  return <Panel entry={entry} story={entry.story} at={at} login={state.session.person.login} />
}

interface PanelProps {
  readonly entry: ExerciseEntry
  readonly story: NonNullable<ExerciseEntry['story']>
  readonly at: number
  readonly login: string
}

function Panel({ entry, story, at, login }: PanelProps) {
  const text = useText()
  const { t, number } = text
  const { path } = usePlace()
  const { enterAs } = useSessionDesk()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const step = STORY_STEPS[at] ?? STORY_STEPS[0]!
  const isThere = path === step.page(story)
  usePointer(isThere ? step : null, `${path} ${login}`)

  const onward = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Another chair makes the pages anew, and what had the focus is gone: whoever is led goes on from here.
    if (document.activeElement === document.body) onward.current?.focus()
  }, [login])

  const show = async (next: number): Promise<void> => {
    const wanted = STORY_STEPS[next]!
    const chair = entry.chairs.find(({ role }) => role === wanted.role)
    if (isBusy) return
    setBusy(true)
    setRefusal(null)
    try {
      if (chair !== undefined && chair.login !== login) await enterAs(chair.login)
      goToStep(next)
      const page = wanted.page(story)
      if (page !== window.location.pathname) goTo(page)
    } catch (error) {
      setRefusal(error)
    }
    setBusy(false)
  }
  const mine = entry.chairs.find((chair) => chair.login === login)
  return (
    <aside className="story" data-step={at + 1} aria-label={t('web.story.title')}>
      <div className="story-head">
        <strong>{t('web.story.title')}</strong>
        <span className="quiet">
          {number(at + 1)} / {number(STORY_STEPS.length)}
        </span>
        <CloseButton size="sm" aria-label={t('web.story.close')} onClick={closeStory} />
      </div>
      <div aria-live="polite">
        <h2>{t(step.title)}</h2>
        <p>{t(step.text)}</p>
        {mine === undefined ? null : (
          <p className="quiet">{t('web.story.you-are', { chair: chairName(mine, text) })}</p>
        )}
      </div>
      {step.name === 'break' ? (
        <ErrorFence>
          <Suspense fallback={null}>
            <BreakAByte incident={story.incident} />
          </Suspense>
        </ErrorFence>
      ) : null}
      <RefusalNote refusal={refusal} />
      <Steps onward={onward} at={at} isThere={isThere} isBusy={isBusy} show={(next) => void show(next)} />
    </aside>
  )
}

interface StepsProps {
  readonly onward: RefObject<HTMLButtonElement | null>
  readonly at: number
  readonly isThere: boolean
  readonly isBusy: boolean
  readonly show: (next: number) => void
}

function Steps({ onward, at, isThere, isBusy, show }: StepsProps) {
  const { t } = useText()
  const isLast = at === STORY_STEPS.length - 1
  return (
    <div className="story-steps">
      <Button size="xs" variant="default" disabled={at === 0 || isBusy} onClick={() => show(at - 1)}>
        {t('web.story.back')}
      </Button>
      {isThere ? null : (
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => show(at)}>
          {t('web.story.show')}
        </Button>
      )}
      <Button
        ref={onward}
        size="xs"
        aria-disabled={isBusy}
        onClick={() => (isLast ? closeStory() : show(at + 1))}
      >
        {t(isLast ? 'web.story.end' : 'web.story.next')}
      </Button>
    </div>
  )
}
