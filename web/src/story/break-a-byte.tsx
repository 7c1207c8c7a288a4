// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState } from 'react'

import type { RecordProof } from '#evidence/verify'

import { ask } from '../api/ask.ts'
import { RefusalNote } from '../app/refusal-note.tsx'
import type { IncidentDocument, Item } from '../pages/incident/incident-document.ts'
import { checkProof, fetchProof, recordBytes } from '../proof/observation-proof.ts'
import { ProofNote } from '../proof/proof-note.tsx'
import { useText } from '../text/use-text.tsx'

interface Shown {
  readonly whole: RecordProof
  readonly broken: RecordProof
  readonly place: number
  /** A few characters around the byte, before and after. */
  readonly before: string
  readonly after: string
}

const AROUND = 12

/** Takes the first observation that an incident rests on, checks it, then changes one byte of a copy and checks that. */
async function breakOne(incident: string): Promise<Shown> {
  const { document } = await ask<Item<IncidentDocument>>(`/api/v1/incidents/${incident}`)
  const proof = await fetchProof(document.members?.[0] ?? '')
  if (proof.claim.kind !== 'open') throw new TypeError('an analyst may read the record')
  const record = recordBytes(proof.claim.record)
  const copy = record.slice()
  const place = byteToBreak(copy)
  // One bit turns a figure into its neighbour.
  copy[place] = copy[place]! ^ 1
  const around = (bytes: Uint8Array): string =>
    new TextDecoder().decode(bytes.subarray(Math.max(0, place - AROUND), place + AROUND))
  return {
    whole: await checkProof(proof),
    broken: await checkProof(proof, copy),
    place,
    before: around(record),
    after: around(copy),
  }
}

/** The first figure after the word latitude: a change that a person would miss and that would move an incident. */
function byteToBreak(bytes: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(bytes)
  const found = /"latitude":-?\d+\.\d/.exec(text)
  return found === null ? Math.floor(bytes.length / 2) : found.index + found[0].length - 1
}

/** Lets a newcomer change one byte of a copy of the evidence and see it caught, by what their own browser works out. */
export function BreakAByte({ incident }: { readonly incident: string }) {
  const { t, code, number } = useText()
  const [shown, setShown] = useState<Shown | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const run = (): void => {
    setBusy(true)
    setRefusal(null)
    breakOne(incident)
      .then(setShown, setRefusal)
      .finally(() => setBusy(false))
  }
  return (
    <div className="story-break">
      <Button size="xs" color="red" variant="light" loading={isBusy} onClick={run}>
        {t('web.story.break-now')}
      </Button>
      <RefusalNote refusal={refusal} />
      {shown === null ? null : (
        <>
          <h3>{t('web.story.unbroken')}</h3>
          <ProofNote proof={shown.whole} error={null} />
          <h3>{t('web.story.broken', { place: number(shown.place) })}</h3>
          <p className="story-bytes">
            <del>{code(shown.before)}</del>
            <ins>{code(shown.after)}</ins>
          </p>
          <ProofNote proof={shown.broken} error={null} />
          {shown.broken.kind === 'failed' ? (
            <p className="quiet">
              {t('web.story.caught', {
                expected: code(shown.broken.expected.slice(0, 16)),
                found: code(shown.broken.found.slice(0, 16)),
              })}
            </p>
          ) : null}
        </>
      )}
    </div>
  )
}
