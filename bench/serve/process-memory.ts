// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

/** Resident memory of a process in megabytes, now and at its highest, as Linux counts it. */
export function processMemory(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1_024
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}
