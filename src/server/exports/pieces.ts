// SPDX-License-Identifier: Apache-2.0

/** Characters gathered before they are sent: a row at a time would cost a system call each. */
const PIECE_CHARACTERS = 1 << 16

/** Gathers short texts into pieces of bytes; what is bytes already goes on as it is. */
export async function* inPieces(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let gathered = ''
  for await (const part of parts) {
    if (typeof part === 'string') {
      gathered += part
      if (gathered.length < PIECE_CHARACTERS) continue
      yield encoder.encode(gathered)
      gathered = ''
    } else {
      yield part
    }
  }
  if (gathered !== '') yield encoder.encode(gathered)
}
