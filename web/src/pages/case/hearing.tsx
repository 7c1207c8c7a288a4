// SPDX-License-Identifier: Apache-2.0
import type { CaseDocument } from '../../proceedings/case-document.ts'
import { Facts, Moment, Section, Signature, useTermNames, Words } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** What every party was told in the same words, who acknowledged it and who answered; no reply is "no reply". */
export function Hearing({ hearing }: { readonly hearing: NonNullable<CaseDocument['hearing']> }) {
  const { t, number } = useText()
  const { party } = useTermNames()
  return (
    <Section title={t('proceeding.hearing')} note={t('proceeding.hearing-note')}>
      <Facts
        rows={[
          [t('proceeding.told-at'), <Moment key="from" at={hearing.from} />],
          [t('proceeding-field.answerBy'), <Moment key="until" at={hearing.until} />],
          [t('proceeding-field.roundKilometres'), number(hearing.roundKilometres)],
        ]}
      />
      <Words>{hearing.notice}</Words>
      <div className="columns">
        {hearing.parties.map((id) => {
          const receipt = hearing.receipts.find((one) => one.party === id)
          const replies = hearing.replies.filter((one) => one.party === id)
          return (
            <article key={id} className="card">
              <h3>{party(id)}</h3>
              <p>
                {receipt === undefined ? t('proceeding.no-receipt') : t('proceeding.receipt')}{' '}
                {receipt === undefined ? null : <Signature by={receipt.person} at={receipt.at} />}
              </p>
              {replies.length === 0 ? <p>{t('proceeding.no-reply')}</p> : null}
              {replies.map((reply) => (
                <div key={reply.at}>
                  <Words>{reply.text}</Words>
                  <Signature by={reply.person} at={reply.at} />
                </div>
              ))}
            </article>
          )
        })}
      </div>
    </Section>
  )
}
