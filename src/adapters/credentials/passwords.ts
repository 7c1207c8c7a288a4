// SPDX-License-Identifier: Apache-2.0
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

import { PeopleError } from '#people'

/** Work factors of scrypt (RFC 7914): memory is 128 * blockSize * cost bytes. */
export interface ScryptCost {
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
}

/** OWASP Password Storage Cheat Sheet: cost 2^15, block size 8, three in a row; 32 MiB at a time. */
export const SCRYPT_COST: ScryptCost = { cost: 32_768, blockSize: 8, parallel: 3 }

const SALT_BYTES = 16
const HASH_BYTES = 32
/** Passwords worked on at once: bounds the memory that strangers can make the service take. */
const MOST_AT_ONCE = 2

export interface Passwords {
  /** `scrypt$cost$blockSize$parallel$salt$hash`, so that a later choice of cost reads the old ones. */
  hash(password: string): Promise<string>
  /** Whether the password made the hash. Against null it works just as long and says no, so that time tells nobody who exists. */
  verify(password: string, hash: string | null): Promise<boolean>
}

export function createPasswords(cost: ScryptCost = SCRYPT_COST): Passwords {
  const derive = inTurn(MOST_AT_ONCE, deriveKey)
  const nobody = formatHash(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      return formatHash(cost, salt, await derive(password, salt, cost))
    },
    async verify(password, hash) {
      const expected = parseHash(hash ?? nobody)
      const found = await derive(password, expected.salt, expected.cost)
      return timingSafeEqual(found, expected.hash) && hash !== null
    },
  }
}

/** The same password typed on keyboards that compose letters differently is the same password (NIST SP 800-63B: normalise). */
const deriveKey = (password: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = {
      N: cost.cost,
      r: cost.blockSize,
      p: cost.parallel,
      maxmem: 256 * cost.blockSize * cost.cost,
    }
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })

const formatHash = (cost: ScryptCost, salt: Uint8Array, hash: Uint8Array): string =>
  [
    'scrypt',
    cost.cost,
    cost.blockSize,
    cost.parallel,
    Buffer.from(salt).toString('base64url'),
    Buffer.from(hash).toString('base64url'),
  ].join('$')

function parseHash(text: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const m = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(text)
  if (m === null) throw new PeopleError('secret-unreadable', 'the password hash has another form')
  const [, cost, blockSize, parallel, salt, hash] = m
  return {
    cost: { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) },
    salt: Buffer.from(salt ?? '', 'base64url'),
    hash: Buffer.from(hash ?? '', 'base64url'),
  }
}

/** Runs at most so many at once; the others wait in the order they came. */
function inTurn<A extends readonly unknown[], T>(
  most: number,
  work: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (...args) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work(...args)
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
