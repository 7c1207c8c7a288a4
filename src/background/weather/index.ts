// SPDX-License-Identifier: Apache-2.0
export * from './fit-weather.ts'
export * from './parse-weather.ts'
export * from './weather-record.ts'
export * from './weather-terms.ts'
