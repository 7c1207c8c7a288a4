// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { mayDo, useSession } from '../../api/session.tsx'
import { goTo } from '../../app/router.tsx'
import { BeginForm } from '../../proceedings/begin-form.tsx'
import type { FindingDocument } from '../../proceedings/case-document.ts'
import { choice, line, textOf } from '../../proceedings/field.ts'
import { ProceedingTable } from '../../proceedings/list.tsx'
import { useOutgoing } from '../../proceedings/proceeding-api.ts'
import { useText } from '../../text/use-text.tsx'

const STATES = ['open', 'voting', 'decided'] as const

/** Who did it, as far as the Commission can say: apart from what happened, and for nobody else. */
export function AttributionsPage() {
  const { t } = useText()
  const session = useSession()
  const findings = useOutgoing<FindingDocument>('findings').data?.items ?? []
  const cases = findings
    .filter(({ document }) => document.outcome.kind === 'confirmed-violation')
    .map(({ document }) => ({ value: document.case, label: `${document.case.slice(0, 12)} ${document.day}` }))
  return (
    <div className="desk">
      <h1>{t('proceeding.attributions')}</h1>
      <p className="quiet">{t('proceeding.attributions-note')}</p>
      {mayDo(session, 'attribute') && cases.length > 0 ? (
        <BeginForm
          name="attributions"
          title={t('proceeding.open-attribution')}
          form={{
            fields: [choice('case', cases), line('soleSourceNation', { isOptional: true, isCode: true })],
            toBody: (values) => ({
              kind: 'opened',
              case: values['case'],
              soleSourceNation: textOf(values, 'soleSourceNation') ?? null,
            }),
          }}
          onBegun={(id) => goTo(`/attributions/${id}`)}
        />
      ) : null}
      <ProceedingTable name="attributions" states={STATES} hrefOf={(id) => `/attributions/${id}`} />
    </div>
  )
}
