// SPDX-License-Identifier: Apache-2.0
import { mayDo, useSession } from '../../api/session.tsx'
import { AdministrationFrame } from './administration-frame.tsx'
import { Feeds } from './feeds.tsx'
import { OwnIdentity } from './own-identity.tsx'
import { People } from './people.tsx'
import { Roles } from './roles.tsx'
import { SecondFactor } from './second-factor.tsx'

/** Accounts of one's own compartment, who may do what, and the feeds. */
export function AdministrationPage() {
  const session = useSession()
  const needsSecond = session.afterSecondFactor.length > 0
  return (
    <AdministrationFrame>
      {needsSecond ? <SecondFactor /> : null}
      <OwnIdentity />
      {mayDo(session, 'administer-people') ? <People /> : null}
      {session.person.compartment === 'mechanism' ? <Feeds /> : null}
      <Roles />
    </AdministrationFrame>
  )
}
