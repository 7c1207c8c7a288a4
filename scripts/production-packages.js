// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every package that the program needs when it runs, from the lockfile, with what its own folder says of its terms. */
export function listProductionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(
      ([path, entry]) =>
        path !== '' &&
        entry.dev !== true &&
        entry.devOptional !== true &&
        existsSync(join(root, path, 'package.json')),
    )
    .map(([path]) => describePackage(join(root, path)))
    .filter(
      (found, n, all) =>
        all.findIndex((other) => other.name === found.name && other.version === found.version) === n,
    )
    .toSorted((a, b) => (a.name < b.name || (a.name === b.name && a.version < b.version) ? -1 : 1))
}

function describePackage(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  const holders = text
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        /^(copyright|\(c\)|©)\s.*\w/i.test(line) && !/^copyright (notice|holder|owner|license)/i.test(line),
    )
  const writer = (typeof author === 'string' ? author : author?.name)?.replace(/\s*<[^>]*>/, '')
  return {
    name,
    version,
    license: typeof license === 'string' ? license : (license?.type ?? 'UNKNOWN'),
    holders:
      holders.length > 0
        ? [...new Set(holders)]
        : [writer === undefined ? 'no holder named' : `by ${writer}`],
  }
}
