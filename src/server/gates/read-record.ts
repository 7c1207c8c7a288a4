// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, type Instant, type JsonValue } from '#kernel'
import { administrationOf, isCompartment } from '#people'
import type { Reader } from '#releasability'

import type { ServerEnv } from '../env.ts'
import type { ServerPorts } from '../ports.ts'

const ITEM = /^\/api\/v1\/(incidents|observations|violations|lists)\/([^/]{1,200})(?:\/(?:content|proof))?$/
const LIST = /^\/api\/v1\/(incidents|observations|violations|lists|search|events|feeds|situation)$/

/** Lists are read all day by everyone: what somebody read is gathered for this long and written as one record. */
export const READS_GATHERED_MS = 60_000

interface Gathered {
  readonly reader: Reader
  readonly from: Instant
  readonly times: Map<string, number>
}

/**
 * Puts on record who read what behind the gate: an item before it is handed over, lists gathered per person and minute. A read that
 * cannot be put on record is not answered.
 */
export function readRecord(
  { ledger, now, stopping }: ServerPorts,
  onFault: (error: unknown) => void,
): MiddlewareHandler<ServerEnv> {
  const gathered = new Map<string, Gathered>()
  const append = async (
    reader: Reader,
    kind: string,
    body: Readonly<Record<string, JsonValue>>,
  ): Promise<void> => {
    const { person, audiences } = reader
    await ledger.write((turn) =>
      turn.append('internal', {
        schema: RECORD_SCHEMA,
        kind,
        time: formatInstant(now()),
        audiences: audiences.filter(isCompartment).map(administrationOf),
        body: { ...(person === null ? {} : { stream: person }), person, ...body },
      }),
    )
  }
  const flush = (): void => {
    for (const { reader, from, times } of gathered.values()) {
      const counts = Object.fromEntries([...times].sort(([a], [b]) => (a < b ? -1 : 1)))
      append(reader, 'lists-read', { from: formatInstant(from), counts }).catch(onFault)
    }
    gathered.clear()
  }
  const timer = setInterval(flush, READS_GATHERED_MS).unref()
  stopping.addEventListener('abort', () => {
    clearInterval(timer)
    flush()
  })

  return async (c, next) => {
    await next()
    if (c.req.method !== 'GET' || c.res.status !== 200) return
    const { reader } = c.get('identity')
    const [, what, id] = ITEM.exec(c.req.path) ?? []
    if (what !== undefined && id !== undefined) {
      const asOf = c.req.query('asOf') ?? null
      return append(reader, 'item-read', { what, item: decodeURIComponent(id), asOf })
    }
    const list = LIST.exec(c.req.path)?.[1]
    if (list === undefined) return
    const key = reader.person ?? ''
    const held = gathered.get(key) ?? { reader, from: now(), times: new Map<string, number>() }
    held.times.set(list, (held.times.get(list) ?? 0) + 1)
    gathered.set(key, held)
  }
}
