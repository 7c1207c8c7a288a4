// SPDX-License-Identifier: Apache-2.0
import type { CaseDocument } from '../../proceedings/case-document.ts'
import {
  CorrectionReason,
  Facts,
  Moment,
  Section,
  Signature,
  useTermNames,
  Words,
} from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** What was let out to whom, and what was corrected since. */
export function Releases({ state }: { readonly state: CaseDocument }) {
  const { t, number, code } = useText()
  const { audience } = useTermNames()
  if (state.releases.length === 0) return null
  return (
    <Section title={t('proceeding.releases')}>
      {state.releases.map((one) => (
        <article key={one.at} className="card">
          <h3>{one.audiences.map(audience).join(t('web.list.comma'))}</h3>
          <Words>{one.summary}</Words>
          <Facts
            rows={[
              [t('proceeding-field.embargoUntil'), <Moment key="e" at={one.embargoUntil} />],
              [t('proceeding-field.roundKilometres'), number(one.roundKilometres)],
              [t('proceeding-field.reason'), <bdi key="r">{one.reason}</bdi>],
            ]}
          />
          <Signature by={one.person} at={one.at} />
        </article>
      ))}
      {state.corrections.map((one) => (
        <article key={one.at} className="card">
          <h3>{t('proceeding.corrected')}</h3>
          <CorrectionReason reason={one.reason} />
          <Signature by={one.person} at={one.at} />
        </article>
      ))}
      {state.response === null ? null : (
        <p>
          {t('proceeding.answered-by')} <bdi title={state.response}>{code(state.response.slice(0, 12))}</bdi>
        </p>
      )}
    </Section>
  )
}
