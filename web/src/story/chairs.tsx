// SPDX-License-Identifier: Apache-2.0
import './story.css'
import { Button } from '@mantine/core'
import { useState } from 'react'

import { useExerciseEntry, type ExerciseEntry } from '../api/exercise-entry.ts'
import { useSessionDesk } from '../api/session.tsx'
import { RefusalNote } from '../app/refusal-note.tsx'
import { useText, type Text } from '../text/use-text.tsx'

const PARTY = 'party:'

/** A chair by its role; two liaisons are told apart by their party. */
export const chairName = (
  { role, compartment }: ExerciseEntry['chairs'][number],
  { t, word, code }: Text,
): string =>
  compartment.startsWith(PARTY)
    ? `${word('role', role)}${t('web.list.comma')}${code(compartment.slice(PARTY.length))}`
    : word('role', role)

/** The chairs of an exercise that was started to be looked at, one click each; nothing in everything else. */
export function Chairs() {
  const text = useText()
  const { t } = text
  const { enterAs } = useSessionDesk()
  const entry = useExerciseEntry()
  const [taken, setTaken] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  if (entry === null) return null
  const enter = (login: string): void => {
    setTaken(login)
    setRefusal(null)
    enterAs(login).catch((error: unknown) => {
      setRefusal(error)
      setTaken(null)
    })
  }
  return (
    <section className="chairs" aria-labelledby="chairs">
      <h2 id="chairs">{t('web.story.chairs')}</h2>
      <p>{t('web.story.chairs-what')}</p>
      <ul>
        {entry.chairs.map((chair) => (
          <li key={chair.login}>
            <Button
              variant="default"
              fullWidth
              loading={taken === chair.login}
              disabled={taken !== null && taken !== chair.login}
              aria-label={t('web.story.enter-as', { chair: chairName(chair, text) })}
              onClick={() => enter(chair.login)}
            >
              {chairName(chair, text)}
            </Button>
          </li>
        ))}
      </ul>
      <RefusalNote refusal={refusal} />
    </section>
  )
}
