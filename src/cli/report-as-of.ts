// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { listsAsOf, sizeAsOf, type Mission } from '#adapters'
import { ok, problem, refuse, type JsonValue, type Result } from '#kernel'

const paramsSchema = z.strictObject({ asOf: z.string() })

/** What was in force then, as `report` writes it. */
export const reportAnswerSchema = z.strictObject({
  size: z.int(),
  lists: z.array(z.strictObject({ id: z.string(), digest: z.string(), text: z.string() })),
})

/** The lists in force as of a size of the public log, or an instant, each with the bytes then published. */
export async function reportAsOf(
  { mission }: { readonly mission: Mission },
  params: JsonValue,
): Promise<Result<JsonValue>> {
  const read = paramsSchema.safeParse(params)
  if (!read.success) return refuse(problem('', 'mission-command-unreadable'))
  const size = await sizeAsOf(mission, read.data.asOf)
  if (!size.ok) return size
  const lists = await listsAsOf(mission, size.value)
  return lists.ok ? ok({ size: size.value, lists: lists.value.map((one) => ({ ...one })) }) : lists
}
