// SPDX-License-Identifier: Apache-2.0
import type { CaseDocument } from '../../proceedings/case-document.ts'
import { Signature } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** Evidence that counts no more since whoever told it took back their consent, and what is left to do for it. */
export function WithdrawnList({ state }: { readonly state: CaseDocument }) {
  const { t, code } = useText()
  return (
    <>
      {state.withdrawn.length === 0 ? null : (
        <div className="withdrawn">
          <h3>{t('proceeding.withdrawn')}</h3>
          <p>{t('proceeding.withdrawn-what')}</p>
          <ul className="plain-list">
            {state.withdrawn.map(({ evidence, person, at }) => (
              <li key={evidence}>
                <bdi title={evidence}>{code(evidence.slice(0, 12))}</bdi> <Signature by={person} at={at} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {state.isDraftStale && state.drafts.length > 0 ? (
        <p className="lacking" role="note">
          {t('proceeding.draft-stale')}
        </p>
      ) : null}
    </>
  )
}
