// SPDX-License-Identifier: Apache-2.0
import { useMission } from '../../api/mission.ts'
import { useText } from '../../text/use-text.tsx'

export function SituationPage() {
  const { language } = useText()
  const mission = useMission()
  return <p>{mission.data?.mapNote[language]}</p>
}
