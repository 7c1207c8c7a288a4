// SPDX-License-Identifier: Apache-2.0
export { createEdition, EDITION_FILES, type Edition } from './edition.ts'
export * from './method-card/index.ts'
export * from './publish.ts'
export * from './record-wire.ts'
export * from './recorder.ts'
export * from './report-document.ts'
export * from './report-error.ts'
export * from './run-record.ts'
