// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

/** Folder of a bundle that holds everything but the published files. */
export const EVIDENCE_FOLDER = 'evidence'

export const RECORDS_PER_FILE = 4_096

export const CHECKPOINT_PATH = 'log/checkpoint'
/** The signer's public key for convenience: a verifier that trusts it has established nobody. */
export const SIGNER_PATH = 'signer.vkey'

/** Paths are relative to the evidence folder. */
export const originalPath = (digest: Digest): string => `originals/${digest.slice(0, 2)}/${digest}`

export const recordFilePath = (fileNumber: number): string =>
  `records/${String(fileNumber).padStart(6, '0')}.ndjson`

export const recordFileCount = (records: number): number => Math.ceil(records / RECORDS_PER_FILE)

export const logPath = (pathInLog: string): string => `log/${pathInLog}`
