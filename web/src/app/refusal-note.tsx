// SPDX-License-Identifier: Apache-2.0
import { Alert } from '@mantine/core'

import { hasMessage } from '#messages'

import { ApiProblem } from '../api/api-problem.ts'
import { useText, type Text } from '../text/use-text.tsx'

/** The sentence of a refusal or of one of its problems, from whichever group of the catalogues has it. */
export function sayProblem(
  { language, maybe, t }: Text,
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const key = [`web.refusal.${code}`, `people-problem.${code}`, `proceeding-problem.${code}`].find((one) =>
    hasMessage(language, one),
  )
  return key === undefined ? t('web.refusal.other', { code }) : maybe(key, params)
}

/** Says why the service refused, with every problem of what was entered; nothing where there is no refusal. */
export function RefusalNote({ refusal }: { readonly refusal: unknown }) {
  const text = useText()
  if (refusal === null || refusal === undefined) return null
  const isAnswer = refusal instanceof ApiProblem
  // Nothing is said twice.
  const problems = isAnswer ? refusal.problems.filter(({ code }) => code !== refusal.code) : []
  return (
    <Alert color="red" role="alert">
      <p>{isAnswer ? sayProblem(text, refusal.code) : text.t('web.frame.fault')}</p>
      {problems.length === 0 ? null : (
        <ul>
          {problems.map(({ path, code, params }) => (
            <li key={`${path} ${code}`}>
              {path === '' ? null : <bdi>{text.code(path)} </bdi>}
              {sayProblem(text, code, params)}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
