// SPDX-License-Identifier: Apache-2.0

/** What stands behind a name such as `--folder` on the command line of a bench; null where it does not stand there. */
export function textOption(name: string): string | null {
  const at = process.argv.indexOf(name)
  return at < 0 ? null : (process.argv[at + 1] ?? null)
}

/** The number behind a name, or another. */
export function numberOption(name: string, otherwise: number): number {
  const text = textOption(name)
  return text === null ? otherwise : Number(text)
}
