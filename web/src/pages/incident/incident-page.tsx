// SPDX-License-Identifier: Apache-2.0
import { useText } from '../../text/use-text.tsx'

export function IncidentPage({ id }: { readonly id: string }) {
  const { code } = useText()
  return <h1>{code(id)}</h1>
}
