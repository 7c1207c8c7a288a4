// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import { DAY_MS, HOUR_MS, ok, parseInstant, toInstant, type Instant, type Result } from '#kernel'
import { simulate, type Scenario, type Simulation } from '#simulation'

import type { AgreementText } from '../adopt-agreement.ts'
import { readAgreement } from '../serve.ts'
import { readScenario } from '../simulate.ts'

const SEED = 1

/** A scenario with its terms and everything that its feeds deliver. */
export interface Script {
  readonly scenario: Scenario
  readonly agreement: Agreement
  readonly text: AgreementText
  readonly simulation: Simulation
}

export async function readScript(path: string): Promise<Result<Script>> {
  const read = await readScenario(path)
  if (!read.ok) return read
  const { scenario, agreement, agreementPath } = read.value
  const text = await readAgreement(agreementPath)
  if (!text.ok) return text
  const simulation = simulate(scenario, agreement, SEED)
  return simulation.ok
    ? ok({ scenario, agreement, text: text.value, simulation: simulation.value })
    : simulation
}

export function beginningOf({ scenario }: Script): Instant {
  const first = parseInstant(scenario.period.firstDay)
  if (!first.ok) throw new TypeError(`no day: ${scenario.period.firstDay}`)
  return first.value
}

/** Half an hour after the scenario's last day, when all of it has been delivered. */
export const endOf = (script: Script): Instant =>
  toInstant(beginningOf(script) + script.scenario.period.days * DAY_MS + HOUR_MS / 2)
