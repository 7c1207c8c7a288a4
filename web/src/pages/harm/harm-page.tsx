// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { useMission } from '../../api/mission.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { goTo } from '../../app/router.tsx'
import { BeginForm } from '../../proceedings/begin-form.tsx'
import { namedOptions } from '../../proceedings/field.ts'
import { ProceedingTable } from '../../proceedings/list.tsx'
import { Section, useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { NEW_HARM, newImpediment } from './harm-forms.ts'

const STATES = ['standing', 'withdrawn'] as const

/** Harm to people and to what is theirs, as ranges and without names; and what kept the mission from looking. */
export function HarmPage() {
  const { t } = useText()
  const session = useSession()
  const { party } = useTermNames()
  const parties = namedOptions(useMission().data?.parties, party)
  const mayRecord = mayDo(session, 'draft-finding')
  return (
    <div className="desk">
      <h1>{t('proceeding.harm-page')}</h1>
      <Section title={t('proceeding.harms')} note={t('proceeding.harms-note')}>
        {mayRecord ? (
          <BeginForm
            name="harms"
            title={t('proceeding.record-harm')}
            form={NEW_HARM}
            onBegun={(id) => goTo(`/harm/${id}`)}
          />
        ) : null}
        <ProceedingTable name="harms" states={STATES} hrefOf={(id) => `/harm/${id}`} />
      </Section>
      <Section title={t('proceeding.impediments')} note={t('proceeding.impediments-note')}>
        {mayRecord && parties.length > 0 ? (
          <BeginForm
            name="impediments"
            title={t('proceeding.record-impediment')}
            form={newImpediment(parties)}
            onBegun={(id) => goTo(`/impediments/${id}`)}
          />
        ) : null}
        <ProceedingTable name="impediments" states={STATES} hrefOf={(id) => `/impediments/${id}`} />
      </Section>
    </div>
  )
}
