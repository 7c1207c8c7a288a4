// SPDX-License-Identifier: Apache-2.0
import './terms.css'
import { Button, FileButton, Loader } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { askText } from '../../api/ask.ts'
import { useMission, type Mission } from '../../api/mission.ts'
import { ErrorFence } from '../../app/error-fence.tsx'
import { lazyPart } from '../../app/lazy-page.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useText } from '../../text/use-text.tsx'
import { AdministrationFrame } from '../administration/administration-frame.tsx'
import { ChangeView, ProblemList } from './checked-view.tsx'
import { TextEditor, type TextEditorHandle } from './text-editor.tsx'
import { useCheckedTerms } from './use-checked-terms.ts'

const TermsMap = lazyPart(async () => (await import('./terms-map.tsx')).TermsMap)

const FILE_NAME = 'terms.yaml'

const DRAFT = ['terms-draft']

/** What somebody wrote: theirs until they sign out, whatever page they look at meanwhile; null for the terms in force. */
function useDraft(): readonly [string | null, (text: string | null) => void] {
  const queries = useQueryClient()
  const [written, setWritten] = useState(() => queries.getQueryData<string | null>(DRAFT) ?? null)
  const isWritten = written !== null
  useEffect(() => queries.setQueryDefaults(DRAFT, { gcTime: Number.POSITIVE_INFINITY }), [queries])
  useEffect(() => {
    if (!isWritten) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isWritten])
  const write = useCallback(
    (text: string | null): void => {
      setWritten(text)
      queries.setQueryData(DRAFT, text)
    },
    [queries],
  )
  return [written, write]
}

/** Terms to be written and tried: text, problems, map and what would change, side by side. Nothing leaves but to be checked. */
export function TermsPage() {
  const { t } = useText()
  const mission = useMission().data
  const inForce = useQuery({
    queryKey: ['agreement-text'],
    queryFn: ({ signal }) => askText('/api/v1/agreement/text', signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [written, setWritten] = useDraft()
  const text = written ?? inForce.data ?? null
  const { checked, isChecking, refusal } = useCheckedTerms(text)
  const editor = useRef<TextEditorHandle>(null)
  const [drawn, setDrawn] = useState<Mission | null>(null)
  useEffect(() => {
    if (checked?.drawn !== undefined && checked.drawn !== null) setDrawn(checked.drawn)
  }, [checked])
  const problems = useMemo(() => checked?.problems ?? [], [checked])
  const marked = useMemo(() => new Set(problems.flatMap(({ place }) => place?.line ?? [])), [problems])
  const shownOnMap = drawn ?? mission ?? null
  return (
    <AdministrationFrame isWide>
      <p className="quiet">{t('terms.note')}</p>
      <RefusalNote refusal={inForce.error ?? refusal} />
      {text === null ? (
        <Loader size="sm" aria-label={t('web.frame.loading')} />
      ) : (
        <div className="terms">
          <section aria-label={t('terms.text')} className="terms-writing">
            <div className="look-form">
              <FileButton accept=".yaml,.yml,.json" onChange={(file) => void file?.text().then(setWritten)}>
                {(props) => (
                  <Button variant="default" {...props}>
                    {t('terms.open-file')}
                  </Button>
                )}
              </FileButton>
              <Button variant="default" disabled={written === null} onClick={() => setWritten(null)}>
                {t('terms.in-force')}
              </Button>
              <Button onClick={() => download(text)}>{t('terms.download')}</Button>
            </div>
            <TextEditor
              ref={editor}
              label={t('terms.text')}
              value={text}
              marked={marked}
              onChange={setWritten}
            />
            <p className="quiet">{t('terms.adopt')}</p>
            <code className="command" dir="ltr">
              marsad serve --data mission --agreement {FILE_NAME}
            </code>
          </section>
          <div className="terms-seen">
            <p role="status" className="terms-status">
              {isChecking || checked === null
                ? t('terms.checking')
                : problems.length === 0
                  ? t('terms.no-problems')
                  : t('terms.problems', { count: problems.length })}
            </p>
            <ProblemList
              problems={problems}
              onGoTo={({ line, column }) => editor.current?.goTo(line, column)}
            />
            {problems.length === 0 ? null : <p className="quiet">{t('terms.map-old')}</p>}
            {shownOnMap === null ? null : (
              <ErrorFence instead={<p>{t('web.map.missing')}</p>}>
                <Suspense fallback={<div className="terms-map" />}>
                  <TermsMap drawn={shownOnMap} text={text} onWrite={setWritten} />
                </Suspense>
              </ErrorFence>
            )}
            {checked === null || problems.length > 0 ? null : (
              <ChangeView summary={checked.summary} differs={checked.differs} />
            )}
          </div>
        </div>
      )}
    </AdministrationFrame>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = FILE_NAME
  link.click()
  URL.revokeObjectURL(address)
}
