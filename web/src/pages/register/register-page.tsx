// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { ProceedingTable } from '../../proceedings/list.tsx'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

const NOTIFICATION_STATES = ['received', 'withdrawn'] as const
const REQUEST_STATES = ['received', 'accepted', 'answered', 'declined'] as const

/** What parties notified beforehand and what they ask to have verified. */
export function NotificationsPage() {
  const { t } = useText()
  return (
    <div className="desk">
      <h1>{t('proceeding.notifications')}</h1>
      <Section title={t('proceeding.register')} note={t('proceeding.notifications-note')}>
        <ProceedingTable
          name="notifications"
          states={NOTIFICATION_STATES}
          hrefOf={(id) => `/register/notifications/${id}`}
        />
      </Section>
    </div>
  )
}

export function RequestsPage() {
  const { t } = useText()
  return (
    <div className="desk">
      <h1>{t('proceeding.requests')}</h1>
      <ProceedingTable name="requests" states={REQUEST_STATES} hrefOf={(id) => `/register/requests/${id}`} />
    </div>
  )
}
