// SPDX-License-Identifier: Apache-2.0
export * from './follow-deliveries.ts'
export type { IngestDesk, IngestSetup } from './ingest-desk.ts'
export * from './ingest-thread.ts'
