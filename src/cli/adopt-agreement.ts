// SPDX-License-Identifier: Apache-2.0
import type { Mission } from '#adapters'
import { agreementDigest, DEFAULT_PROCEDURE, parseAgreement } from '#agreement'
import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, isDigest, ok, problem, refuse, type Digest, type Result } from '#kernel'
import { PUBLIC_AUDIENCE } from '#releasability'

/** Terms as they stand in a file. */
export interface AgreementText {
  readonly name: string
  readonly text: string
}

/**
 * The terms that the mission goes by: the given ones, which are put on record where they are new to it, else those it has, else
 * `first`. Problems: those of the terms; `agreement-is-no-exercise` where an exercise is asked to go by terms that are none.
 */
export async function adoptAgreement(
  mission: Mission,
  given: AgreementText | null,
  first: () => Promise<Result<AgreementText>>,
): Promise<Result<AgreementText>> {
  const current = await adoptedAgreement(mission)
  if (given === null && current !== null) return ok(current.file)
  const chosen = given === null ? await first() : ok(given)
  if (!chosen.ok) return chosen
  const parsed = parseAgreement(chosen.value.text, chosen.value.name)
  if (!parsed.ok) return parsed
  if (parsed.value.exercise && !mission.exercise) {
    return refuse(problem('--agreement', 'agreement-is-an-exercise', { file: chosen.value.name }))
  }
  const { digest: original } = await mission.originals.put(inOnePiece(chosen.value.text))
  if (current?.original === original) return chosen
  await mission.ledger.write((turn) =>
    turn.append('public', {
      schema: RECORD_SCHEMA,
      kind: 'agreement-adopted',
      time: formatInstant(mission.now()),
      audiences: [PUBLIC_AUDIENCE],
      body: {
        stream: 'agreement',
        original,
        name: chosen.value.name,
        digest: agreementDigest(parsed.value),
        id: parsed.value.id,
        releaseDelayHours: (parsed.value.procedure ?? DEFAULT_PROCEDURE).release.delayHours,
      },
    }),
  )
  return chosen
}

async function adoptedAgreement({
  ledger,
  originals,
}: Mission): Promise<{ readonly original: Digest; readonly file: AgreementText } | null> {
  let latest: { readonly original: Digest; readonly name: string } | null = null
  for await (const { content } of ledger.entries('public', { kinds: ['agreement-adopted'] })) {
    if (content.kind !== 'record') continue
    const { original, name } = content.record.body
    if (typeof original === 'string' && isDigest(original)) latest = { original, name: name as string }
  }
  if (latest === null) return null
  const pieces: Uint8Array[] = []
  for await (const chunk of originals.read(latest.original)) pieces.push(chunk)
  const text = Buffer.concat(pieces).toString('utf8')
  return { original: latest.original, file: { name: latest.name, text } }
}

async function* inOnePiece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
