// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from './problem.ts'

/** The body piece by piece, ended as soon as it is longer than allowed; a line that goes dead is the sender's, not a fault of ours. */
export async function* limitedBody(request: Request, mostBytes: number): AsyncGenerator<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > mostBytes) throw new ProblemError({ code: 'body-too-large' })
  let bytes = 0
  const reader = request.body?.getReader()
  if (reader === undefined) return
  try {
    for (;;) {
      const { done, value } = await readOf(reader)
      if (done) return
      bytes += value.length
      if (bytes > mostBytes) throw new ProblemError({ code: 'body-too-large' })
      yield value
    }
  } finally {
    // Whoever stops early leaves a body half read; what it still holds is of no interest, nor is a failure to let it go.
    await reader.cancel().catch(() => undefined)
  }
}

async function readOf(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch {
    throw new ProblemError({ code: 'request-malformed' })
  }
}

export async function wholeBody(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  return Uint8Array.from(Buffer.concat(pieces))
}
