// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'

import { useText } from '../text/use-text.tsx'
import type { ShownProof } from './check-shown.ts'

interface ProofNoteProps {
  /** Undefined until it was worked out. */
  readonly proof: ShownProof | undefined
  readonly error: unknown
}

/** What came of checking an observation in this browser, with what that means. */
export function ProofNote({ proof, error }: ProofNoteProps) {
  const { t, word, number } = useText()
  if (error !== null) {
    return (
      <p className="proof proof-differs" role="status">
        {t('web.proof.cannot')}
      </p>
    )
  }
  const sentence = (): string => {
    if (proof === undefined) return t('web.proof.checking')
    switch (proof.kind) {
      case 'differs':
        return t('web.proof.differs')
      case 'failed':
        return t('web.proof.failed', { check: word('proof-check', proof.check) })
      case 'checked':
        return t('web.proof.checked', { size: number(proof.size) })
      case 'withheld':
        return t('web.proof.withheld', { size: number(proof.size) })
      case 'not-yet-published':
        return t('web.proof.not-yet-published', { size: number(proof.size) })
      default:
        return assertNever(proof)
    }
  }
  const isWrong = proof?.kind === 'differs' || proof?.kind === 'failed'
  return (
    <p
      className={isWrong ? 'proof proof-differs' : 'proof'}
      role="status"
      data-proof={proof?.kind ?? 'checking'}
    >
      {sentence()}
    </p>
  )
}
