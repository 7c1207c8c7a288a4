// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { mayDo, useSession } from '../../api/session.tsx'
import { goTo } from '../../app/router.tsx'
import { BeginForm } from '../../proceedings/begin-form.tsx'
import { ProceedingTable } from '../../proceedings/list.tsx'
import { useText } from '../../text/use-text.tsx'
import { usePlace } from '../../app/router.tsx'
import { BASIS_FORM } from '../case/case-forms.ts'
import { ListedViolations } from './listed-violations.tsx'

const STATES = [
  'open',
  'submitted',
  'verified',
  'with-parties',
  'releasable',
  'released',
  'closed',
  'merged',
] as const

/** Every case with where the work on it stands; what is asked for stays in the address. */
export function CasesPage() {
  const { t } = useText()
  const session = useSession()
  const { query } = usePlace()
  const violation = query.get('violation')
  const incident = query.get('incident')
  const standing = query.get('standing')
  return (
    <div className="desk">
      <h1>{t('proceeding.cases')}</h1>
      {mayDo(session, 'open-case') ? (
        <BeginForm
          // Another possible violation is another form.
          key={violation}
          name="cases"
          title={t('proceeding.open-case')}
          note={t('proceeding.open-case-note')}
          isOpenAtFirst={violation !== null}
          form={{
            fields: BASIS_FORM.fields
              .filter(({ name }) => !['by', 'who', 'text'].includes(name))
              .map((field) => {
                if (field.name === 'basisKind')
                  return {
                    ...field,
                    options: field.options?.filter(({ value }) => value !== 'allegation') ?? [],
                    ...(standing === null ? {} : { initial: standing }),
                  }
                if (field.name === 'basisId' && violation !== null) return { ...field, initial: violation }
                if (field.name === 'incident' && incident !== null) return { ...field, initial: incident }
                return field
              }),
            toBody: (values) => ({ kind: 'opened', basis: [BASIS_FORM.toBody(values)] }),
          }}
          onBegun={(id) => goTo(`/cases/${id}`)}
        />
      ) : null}
      <ListedViolations />
      <ProceedingTable name="cases" states={STATES} hrefOf={(id) => `/cases/${id}`} />
    </div>
  )
}
