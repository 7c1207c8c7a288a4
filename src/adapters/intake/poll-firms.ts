// SPDX-License-Identifier: Apache-2.0
import type { FirmsSettings } from '#config'
import type { GeographicBox } from '#sources'

import { deliver, hasRoom, type IntakePorts } from './deliver.ts'
import { IntakeError } from './intake-error.ts'

/** Near real time of the three satellites that carry VIIRS. */
export const FIRMS_DATASETS = ['VIIRS_SNPP_NRT', 'VIIRS_NOAA20_NRT', 'VIIRS_NOAA21_NRT'] as const
const FEED = 'firms'
/** Days of detections that are asked for: what comes late on a day is not missed after midnight. */
const DAYS = 2
const PATIENCE_MS = 60_000
const MOST_BYTES = 64 * 1024 * 1024
const WHOLE_EARTH: GeographicBox = { west: -180, south: -90, east: 180, north: 90 }

/**
 * Asks the area API of FIRMS once for everything in the box (the whole Earth for null) and takes each answer in as an original. Throws
 * IntakeError, without the address, since the key stands in it; answers that came before the failure are taken in.
 */
export async function pollFirms(
  ports: IntakePorts,
  { key, url }: FirmsSettings,
  box: GeographicBox | null,
  stopping: AbortSignal,
): Promise<void> {
  for (const area of boxesOf(box ?? WHOLE_EARTH)) {
    for (const dataset of FIRMS_DATASETS) {
      if (!(await hasRoom(ports))) return
      const body = await ask(`${url}/api/area/csv/${key}/${dataset}/${area}/${DAYS}`, stopping)
      await deliver(ports, FEED, FEED, `${dataset}.csv`, inOnePiece(body))
    }
  }
}

/** The API takes no box across the date line: such a one is asked for in two halves. */
function boxesOf({ west, south, east, north }: GeographicBox): readonly string[] {
  const halves = west <= east ? [[west, east] as const] : [[west, 180] as const, [-180, east] as const]
  return halves.map(([from, to]) => [from, south, to, north].map((degrees) => degrees.toFixed(3)).join(','))
}

async function ask(address: string, stopping: AbortSignal): Promise<Uint8Array> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)])
  let body: Uint8Array
  try {
    const response = await fetch(address, { signal, redirect: 'error' })
    if (!response.ok) throw new IntakeError('source-refused', `FIRMS answered ${response.status}.`)
    body = await readWhole(response)
  } catch (error) {
    if (error instanceof IntakeError) throw error
    // What fetch says may quote the address, and the key stands in that.
    throw new IntakeError('source-unreachable', 'FIRMS could not be asked.')
  }
  // A wrong key or too many questions are answered with a sentence, and with 200.
  if (!new TextDecoder().decode(body.subarray(0, 200)).startsWith('latitude,')) {
    throw new IntakeError('answer-unusable', 'FIRMS answered something that is no table.')
  }
  return body
}

async function readWhole({ body }: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body ?? []) {
    pieces.push(piece)
    length += piece.length
    if (length > MOST_BYTES) throw new IntakeError('answer-unusable', 'FIRMS answered more than is taken.')
  }
  return Buffer.concat(pieces)
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
