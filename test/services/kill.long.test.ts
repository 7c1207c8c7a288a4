// SPDX-License-Identifier: Apache-2.0
import { describeKilling } from './killing.contract.ts'

await describeKilling(200, 40 * 60_000)
