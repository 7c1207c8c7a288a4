// SPDX-License-Identifier: Apache-2.0
import { describeKilling } from './killing.contract.ts'

await describeKilling(20, 10 * 60_000)
