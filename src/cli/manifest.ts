// SPDX-License-Identifier: Apache-2.0
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

export const MANIFEST_SCHEMA = 'marsad/manifest@1'

const manifestSchema = z.strictObject({
  schema: z.literal(MANIFEST_SCHEMA),
  inputs: z.array(z.strictObject({ source: z.string().min(1), path: z.string().min(1) })).min(1),
})

/** A list of deliveries; paths are relative to the manifest. */
export type Manifest = z.infer<typeof manifestSchema>

/** Reads a manifest in YAML or JSON; every problem is listed by its path. */
export function parseManifest(text: string, fileName: string): Result<Manifest> {
  let value: unknown
  try {
    value = parseYaml(text)
  } catch (error) {
    return refuse(
      problem(fileName, 'manifest-unreadable', { what: (error as Error).message.split('\n')[0] ?? '' }),
    )
  }
  const read = manifestSchema.safeParse(value)
  if (read.success) return ok(read.data)
  return refuse(
    ...read.error.issues.map((issue) =>
      problem([fileName, ...issue.path].join('.'), 'manifest-wrong', { what: issue.message }),
    ),
  )
}
