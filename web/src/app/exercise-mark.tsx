// SPDX-License-Identifier: Apache-2.0
import { useExercise } from '../api/exercise.ts'
import { useText } from '../text/use-text.tsx'

/** Stands on every page of an exercise, on the screen and on paper, and cannot be closed. */
export function ExerciseMark() {
  const { t, language } = useText()
  if (!useExercise()) return null
  return (
    <div className="exercise" role="note">
      <strong>{t('web.exercise.mark')}</strong>
      {language === 'en' ? null : <strong lang="en">EXERCISE</strong>}
      <span>{t('web.exercise.meaning')}</span>
    </div>
  )
}
