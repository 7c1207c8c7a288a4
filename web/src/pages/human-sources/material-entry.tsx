// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { readProblem } from '../../api/api-problem.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { EventForm } from '../../proceedings/event-form.tsx'
import { choices } from '../../proceedings/field.ts'
import { Facts, Words } from '../../proceedings/shown.tsx'
import { useTold } from '../../proceedings/told.tsx'
import { useText } from '../../text/use-text.tsx'
import { MATERIALS_PATH, USES, type Material } from './material.ts'

/** One piece of material: what may be done with it, a look at its words, and the way for the person to take uses back. */
export function MaterialEntry({
  material: { id, kind, consent, state },
  onChanged,
}: {
  readonly material: Material
  readonly onChanged: () => void
}) {
  const { t, code, word } = useText()
  const { told, tell } = useTold()
  const [words, setWords] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isWithdrawing, setWithdrawing] = useState(false)
  const agreed = USES.filter((use) => consent[use])
  const open = (): void => {
    setRefusal(null)
    setWords(null)
    readWords(id).then(setWords, setRefusal)
  }
  return (
    <article className="card material" data-material={id} data-state={state}>
      <h3>
        {word('source-material', kind)} <bdi className="digest">{code(id)}</bdi>
      </h3>
      <Facts
        rows={[
          [t('proceeding.state'), word('source-material', state)],
          [
            t('human-source.agreed'),
            agreed.length === 0
              ? '—'
              : agreed.map((use) => word('source-use', use)).join(t('web.list.comma')),
          ],
        ]}
      />
      {state === 'destroyed' ? <p role="note">{t('human-source.unreadable')}</p> : null}
      {words === null ? null : <Words>{words}</Words>}
      <RefusalNote refusal={refusal} />
      {told}
      <div className="buttons">
        {kind === 'words' && consent.verify ? (
          <Button variant="default" data-event="open" onClick={open}>
            {t('human-source.open')}
          </Button>
        ) : null}
        {agreed.length === 0 ? null : (
          <Button
            variant="default"
            data-event="withdraw"
            aria-expanded={isWithdrawing}
            onClick={() => setWithdrawing(!isWithdrawing)}
          >
            {t('human-source.withdraw')}
          </Button>
        )}
      </div>
      {isWithdrawing ? (
        <EventForm
          form={{
            fields: [{ name: 'uses', kind: 'several', options: choices('source-use', ...agreed) }],
            toBody: ({ uses = '' }) => ({ uses: uses.split(',').filter((use) => use !== '') }),
          }}
          submitLabel={t('human-source.withdraw')}
          onSubmit={async (body) => {
            await ask(`${MATERIALS_PATH}/${id}/withdrawals`, { method: 'POST', body })
            setWithdrawing(false)
            setWords(null)
            tell(t('human-source.withdrawn'))
            onChanged()
          }}
        />
      ) : null}
    </article>
  )
}

/** The working copy, opened for the one use that a desk has; on record as every opening. */
async function readWords(id: string): Promise<string> {
  const answer = await fetch(`${MATERIALS_PATH}/${id}/working-copy?use=verify`, {
    credentials: 'same-origin',
  })
  if (!answer.ok) throw await readProblem(answer)
  return answer.text()
}
