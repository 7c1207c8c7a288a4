// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

/** Control characters that no text file has; a tab is a delimiter. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

/** True where the text holds control characters, as pictures, archives and other programs' files do. */
export const looksBinary = (text: string): boolean => CONTROL.test(text)

export const fileEmpty = (): Problem => problem('', 'file-empty')
export const fileBinary = (): Problem => problem('', 'file-not-text')
export const encodingUnsupported = (encoding: string): Problem =>
  problem('', 'encoding-unsupported', { encoding })
