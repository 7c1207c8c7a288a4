// SPDX-License-Identifier: Apache-2.0
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import type { FindingDocument, MessageDocument } from '../../proceedings/case-document.ts'
import { FindingView, MessageView } from '../../proceedings/outgoing-view.tsx'
import { Moment, useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

type Item = {
  readonly id: string
  readonly audiences: readonly string[]
  readonly visibleFrom: string
} & (
  | { readonly kind: 'message'; readonly document: MessageDocument }
  | { readonly kind: 'finding'; readonly document: FindingDocument }
)

/** What each audience would get, made by the same rules as the event itself; nothing is written. */
export function PreviewButton({
  id,
  event,
  body,
}: {
  readonly id: string
  readonly event: string
  readonly body: () => Readonly<Record<string, unknown>>
}) {
  const { t } = useText()
  const { audience } = useTermNames()
  const [items, setItems] = useState<readonly Item[] | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const look = (): void => {
    setRefusal(null)
    ask<{ readonly items: readonly Item[] }>(`/api/v1/cases/${id}/preview`, {
      method: 'POST',
      body: { kind: event, ...body() },
    }).then((answer) => setItems(answer.items), setRefusal)
  }
  return (
    <>
      <Button variant="default" onClick={look}>
        {t('proceeding.preview')}
      </Button>
      <RefusalNote refusal={refusal} />
      <Modal
        opened={items !== null}
        onClose={() => setItems(null)}
        size="xl"
        title={t('proceeding.preview-title')}
        closeButtonProps={{ 'aria-label': t('web.frame.close') }}
      >
        <p>{t('proceeding.preview-note')}</p>
        {items?.map((item) => (
          <article key={item.id} className="card">
            <h3>{item.audiences.map(audience).join(t('web.list.comma'))}</h3>
            <p className="quiet">
              {t('proceeding.visible-from')} <Moment at={item.visibleFrom} />
            </p>
            {item.kind === 'message' ? (
              <MessageView message={item.document} />
            ) : (
              <FindingView finding={item.document} />
            )}
            <details>
              <summary>{t('proceeding.as-bytes')}</summary>
              <pre dir="ltr" tabIndex={0}>
                {JSON.stringify(item.document, null, 2)}
              </pre>
            </details>
          </article>
        ))}
      </Modal>
    </>
  )
}
