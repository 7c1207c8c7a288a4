// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { mayDo, useSession } from '../../api/session.tsx'
import { useText } from '../../text/use-text.tsx'
import { Feeds } from './feeds.tsx'
import { OwnIdentity } from './own-identity.tsx'
import { People } from './people.tsx'
import { RecordOfPeople } from './record-of-people.tsx'
import { SecondFactor } from './second-factor.tsx'

/** Accounts of one's own compartment, the feeds, and what people did. */
export function AdministrationPage() {
  const { t } = useText()
  const session = useSession()
  const needsSecond = session.afterSecondFactor.length > 0
  return (
    <div className="desk">
      <h1>{t('proceeding.administration')}</h1>
      {needsSecond ? <SecondFactor /> : null}
      <OwnIdentity />
      {mayDo(session, 'administer-people') ? <People /> : null}
      {session.person.compartment === 'mechanism' ? <Feeds /> : null}
      {mayDo(session, 'read-record-of-people') ? <RecordOfPeople /> : null}
    </div>
  )
}
