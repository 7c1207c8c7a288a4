// SPDX-License-Identifier: Apache-2.0
import { useImperativeHandle, useMemo, useRef, type Ref } from 'react'

/** What others may ask of the editor. */
export interface TextEditorHandle {
  /** Brings a line into sight and puts the caret there; lines and columns count from 1. */
  goTo(line: number, column: number): void
}

/** Written text with the numbers of its lines; left to right, as what it holds. */
export function TextEditor({
  label,
  value,
  marked,
  onChange,
  ref,
}: {
  readonly label: string
  readonly value: string
  /** Lines with a problem. */
  readonly marked: ReadonlySet<number>
  readonly onChange: (text: string) => void
  readonly ref: Ref<TextEditorHandle>
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLOListElement>(null)
  const lines = useMemo(() => value.split('\n').length, [value])
  const follow = (): void => {
    if (gutter.current !== null && area.current !== null) gutter.current.scrollTop = area.current.scrollTop
  }
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const box = area.current
      if (box === null) return
      const before = value.split('\n').slice(0, line - 1)
      const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
      box.focus()
      box.setSelectionRange(at, at)
      box.scrollTop = Math.max(0, (box.scrollHeight / lines) * (line - 1) - box.clientHeight / 3)
      follow()
    },
  }))
  return (
    <div className="editor" dir="ltr">
      <ol ref={gutter} className="editor-lines" aria-hidden="true">
        {Array.from({ length: lines }, (_, n) => (
          <li key={n} className={marked.has(n + 1) ? 'editor-marked' : undefined}>
            {n + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={area}
        name="terms"
        className="editor-text"
        aria-label={label}
        value={value}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        onScroll={follow}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  )
}
