// SPDX-License-Identifier: Apache-2.0
export { createRandom, type Random } from './random.ts'
export { parseScenario } from './scenario/parse-scenario.ts'
export { type Scenario, SCENARIO_SCHEMA, scenarioJsonSchema } from './scenario/scenario.ts'
export { simulate, type Simulation } from './simulate.ts'
export * from './truth.ts'
