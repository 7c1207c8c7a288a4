// SPDX-License-Identifier: Apache-2.0

/** How a body ended: all of it was taken, the other side let go, or something failed here. */
export type BodyEnd = 'whole' | 'let-go' | 'failed'

/**
 * A body that is made only as fast as it is taken. `onEnd` is called once, also where nobody ever took a byte, which the source by itself
 * would not notice.
 */
export function bodyStream(
  source: AsyncGenerator<Uint8Array>,
  onEnd: (end: BodyEnd, error?: unknown) => Promise<void> | void,
): ReadableStream<Uint8Array> {
  let isOver = false
  const end = async (how: BodyEnd, error?: unknown): Promise<void> => {
    if (isOver) return
    isOver = true
    await onEnd(how, error)
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await source.next()
          if (next.done !== true) return controller.enqueue(next.value)
          await end('whole')
          controller.close()
        } catch (error) {
          await end('failed', error)
          controller.error(error)
        }
      },
      async cancel() {
        await end('let-go')
        await source.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
