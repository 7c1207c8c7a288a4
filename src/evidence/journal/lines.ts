// SPDX-License-Identifier: Apache-2.0
import { joinBytes } from '../bytes.ts'

const NEWLINE = 10

/** A line of a file, or the news that the file ended in the middle of one or holds one too long to be read. */
export type Line =
  | { readonly kind: 'line'; readonly bytes: Uint8Array }
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'too-long' }

/** Lines of a byte stream without their newlines; holds one line at a time and gives up on one above `mostBytes`. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Line> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end)
      yield { kind: 'line', bytes: held.length === 0 ? piece : joinBytes(...held, piece) }
      held = []
      heldBytes = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    // Copied, because a reader may use its buffer again.
    held.push(chunk.slice(start))
    heldBytes += chunk.length - start
    if (heldBytes > mostBytes) return yield { kind: 'too-long' }
  }
  if (heldBytes > 0) yield { kind: 'cut-off' }
}
