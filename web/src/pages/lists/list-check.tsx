// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState } from 'react'

import { readProblem } from '../../api/api-problem.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useText } from '../../text/use-text.tsx'

/** Gets the bytes of a published list and works out here whether they are those whose digest is on record. */
export function ListCheck({ id, digest }: { readonly id: string; readonly digest: string }) {
  const { t } = useText()
  const [found, setFound] = useState<'fits' | 'differs' | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const check = (): void => {
    setRefusal(null)
    digestOfList(id).then((own) => setFound(own === digest ? 'fits' : 'differs'), setRefusal)
  }
  return (
    <>
      <Button variant="default" size="compact-xs" onClick={check}>
        {t('lists.check')}
      </Button>
      <span
        role="status"
        className={found === 'differs' ? 'proof proof-differs' : 'proof'}
        data-found={found}
      >
        {found === null ? '' : ` ${t(`lists.${found}`)}`}
      </span>
      <RefusalNote refusal={refusal} />
    </>
  )
}

/** SHA-256 in hex of the bytes as they come. */
async function digestOfList(id: string): Promise<string> {
  const answer = await fetch(`/api/v1/lists/${encodeURIComponent(id)}/content`, {
    credentials: 'same-origin',
  })
  if (!answer.ok) throw await readProblem(answer)
  const bytes = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
