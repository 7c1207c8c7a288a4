// SPDX-License-Identifier: Apache-2.0

export interface ServerEvent {
  readonly id: string | null
  readonly name: string
  readonly data: string
}

/** Splits a stream into lines, whatever its pieces; `onPiece` hears of each piece that comes. */
export async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onPiece: () => void = () => {},
): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      onPiece()
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel()
  }
}

/** Server-sent events of a body (WHATWG HTML, section 9.2); an event without data only moves the place on. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onPiece?: () => void,
): AsyncGenerator<ServerEvent> {
  let id: string | null = null
  let name = 'message'
  let data: string[] = []
  for await (const line of linesOf(body, onPiece)) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (text === '') {
      if (id !== null || data.length > 0) yield { id, name, data: data.join('\n') }
      id = null
      name = 'message'
      data = []
      continue
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(text) ?? []
    if (field === 'id') id = value
    else if (field === 'event') name = value
    else if (field === 'data') data.push(value)
  }
}
