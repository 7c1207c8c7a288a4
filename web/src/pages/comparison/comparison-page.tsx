// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { Button, FileInput, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { instantOfField } from '../../proceedings/field.ts'
import { useText } from '../../text/use-text.tsx'
import type { Comparison } from './comparison.ts'
import { ComparisonView } from './comparison-view.tsx'

const TERMS = '.yaml,.yml,.json'

const isChosen = (entry: FormDataEntryValue | null): entry is File => entry instanceof File && entry.size > 0

/** The terms of a file that was chosen, as they are sent; null where none was. */
async function termsOf(chosen: FormDataEntryValue | null): Promise<{ name: string; text: string } | null> {
  if (!isChosen(chosen)) return null
  return { name: chosen.name, text: await chosen.text() }
}

const textOf = (entry: FormDataEntryValue | null): string => (typeof entry === 'string' ? entry : '')

/** What the mission knows under two terms: each answer that differs, with why. Nothing of it is kept. */
export function ComparisonPage() {
  const { t } = useText()
  const [found, setFound] = useState<Comparison | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const compare = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (!isChosen(fields.get('b'))) return setMissing(true)
    const [from, to] = ['from', 'to'].map((name) => instantOfField(textOf(fields.get(name))))
    setBusy(true)
    setRefusal(null)
    setFound(null)
    Promise.all([termsOf(fields.get('a')), termsOf(fields.get('b'))])
      .then(([a, b]) =>
        ask<Comparison>('/api/v1/agreement/comparison', {
          method: 'POST',
          body: { a, b, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
        }),
      )
      .then(setFound, setRefusal)
      .finally(() => setBusy(false))
  }
  return (
    <div className="desk">
      <h1>{t('comparison.title')}</h1>
      <p className="quiet">{t('comparison.note')}</p>
      <form className="event-form" onSubmit={compare}>
        <FileInput
          name="a"
          accept={TERMS}
          label={t('comparison.first')}
          placeholder={t('comparison.choose-file')}
          clearable
          clearButtonProps={{ 'aria-label': t('comparison.take-out') }}
        />
        <FileInput
          name="b"
          accept={TERMS}
          label={t('comparison.second')}
          placeholder={t('comparison.choose-file')}
          withAsterisk
          error={isMissing ? t('comparison.second-missing') : undefined}
          onChange={() => setMissing(false)}
        />
        <TextInput
          type="datetime-local"
          name="from"
          dir="ltr"
          label={`${t('proceeding-field.from')} (UTC)`}
        />
        <TextInput type="datetime-local" name="to" dir="ltr" label={`${t('proceeding-field.until')} (UTC)`} />
        <RefusalNote refusal={refusal} />
        <div className="event-form-end">
          <Button type="submit" loading={isBusy}>
            {t('comparison.compare')}
          </Button>
        </div>
      </form>
      {found === null ? null : <ComparisonView comparison={found} />}
    </div>
  )
}
