// SPDX-License-Identifier: Apache-2.0

/** What a call of the command line ends with; the numbers are a public contract. */
export const EXIT = {
  done: 0,
  verificationFailed: 1,
  wrongUse: 2,
  interrupted: 3,
} as const
