// SPDX-License-Identifier: Apache-2.0
import { useText } from '../text/use-text.tsx'
import type { FindingDocument, MessageDocument } from './case-document.ts'
import { LikelihoodAndConfidence, Outcome } from './judgement.tsx'
import { At, CorrectionReason, Facts, Moment, useTermNames, Words } from './shown.tsx'

/** What a party is told: the same words for every party. */
export function MessageView({ message }: { readonly message: MessageDocument }) {
  const { t, code } = useText()
  const { provision } = useTermNames()
  return (
    <>
      <Facts
        rows={[
          [t('proceeding-field.provision'), provision(message.provision)],
          [t('proceeding.day'), code(message.day)],
          [
            t('proceeding.place'),
            <At key="at" place={message.place} within={message.place.withinKilometres} />,
          ],
          [
            t('proceeding-field.answerBy'),
            message.answerBy === null ? '—' : <Moment key="by" at={message.answerBy} />,
          ],
        ]}
      />
      <Words>{message.notice}</Words>
    </>
  )
}

/** A released finding with what every party said of it. */
export function FindingView({ finding }: { readonly finding: FindingDocument }) {
  const { t, code, number, word } = useText()
  const { provision, party } = useTermNames()
  return (
    <>
      <p>
        <Outcome outcome={finding.outcome} />{' '}
        <span className="quiet">{t('proceeding.version', { version: number(finding.version) })}</span>
      </p>
      {finding.correction === null ? null : (
        <>
          <h4>{t('proceeding.corrected')}</h4>
          <CorrectionReason reason={finding.correction.reason} />
        </>
      )}
      <LikelihoodAndConfidence probability={finding.probability} confidence={finding.confidence} />
      <Facts
        rows={[
          [t('proceeding-field.provision'), provision(finding.provision)],
          [t('proceeding.day'), code(finding.day)],
          [
            t('proceeding.place'),
            <At key="at" place={finding.place} within={finding.place.withinKilometres} />,
          ],
          [t('proceeding.released-at'), <Moment key="out" at={finding.releasedAt} />],
        ]}
      />
      <Words>{finding.summary}</Words>
      <Facts
        rows={finding.replies.map(({ party: id, reply }) => [
          party(id),
          reply === null ? t('proceeding.no-reply') : <Words key={id}>{reply.text}</Words>,
        ])}
      />
      {finding.panel === null ? null : (
        <>
          <h4>{t('proceeding.panel-lacking')}</h4>
          <ul>
            {[...finding.panel.unmet, ...finding.panel.untested].map((rule) => (
              <li key={rule}>{word('panel-rule', rule)}</li>
            ))}
          </ul>
        </>
      )}
      {finding.dissents.length === 0 ? null : (
        <>
          <h4>{t('proceeding.dissents')}</h4>
          {finding.dissents.map(({ text, at }) => (
            <Words key={at}>{text}</Words>
          ))}
        </>
      )}
    </>
  )
}
