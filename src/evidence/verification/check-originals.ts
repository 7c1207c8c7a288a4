// SPDX-License-Identifier: Apache-2.0
import { isDigest } from '#kernel'

import { toHex } from '../bytes.ts'
import { EVIDENCE_FOLDER, originalPath } from '../layout.ts'
import { mismatchOf, type Check } from './verification.ts'

/** Every original is what its name says and some record names it; every one that was received is here or openly withheld. */
export const checkOriginals: Check = async (verification) => {
  const mismatch = mismatchOf('originals')
  const { request, sizes, mustHold, mayHold, published, originals } = verification
  const withheld = new Set(published!.body.withheldOriginals)
  const folder = `${EVIDENCE_FOLDER}/originals/`
  const held = [...sizes.keys()].filter((path) => path.startsWith(folder)).sort()

  for (const [n, path] of held.entries()) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (!isDigest(name)) return mismatch('file-unexpected', path)
    if (withheld.has(name)) return mismatch('original-not-withheld', path)
    const recordIndex = mustHold.get(name)
    const digest = request.cryptography.createSha256()
    for await (const chunk of request.files.read(path)) digest.update(chunk)
    const found = toHex(digest.finish())
    if (found !== name) {
      const where = recordIndex === undefined ? {} : { recordIndex }
      return mismatch('original-differs-from-name', path, { ...where, expected: name, found })
    }
    if (recordIndex === undefined && !mayHold.has(name)) return mismatch('original-not-named', path)
    originals.checked += 1
    request.onProgress?.('originals', n + 1, held.length)
  }
  for (const [digest, recordIndex] of mustHold) {
    const path = `${EVIDENCE_FOLDER}/${originalPath(digest)}`
    if (sizes.has(path)) continue
    if (!withheld.has(digest)) return mismatch('original-missing', path, { recordIndex })
    originals.withheld += 1
  }
  return null
}
