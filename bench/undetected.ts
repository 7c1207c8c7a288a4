// SPDX-License-Identifier: Apache-2.0
// `npm run bench:undetected [-- REPETITIONS]`: simulated surveys whose truth is known, estimated in the ways of the field.
import { compareEstimators, comparisonText } from './undetected/compare-estimators.ts'

console.log(comparisonText(compareEstimators(Number(process.argv[2] ?? 60))))
