// SPDX-License-Identifier: Apache-2.0
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds at which answers are counted; the promise is 0.15. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10]

/** Figures of how the service runs; none tells what is in the mission, nor who asked. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'marsad_http_requests_total',
      help: 'Requests answered, by the pattern of the path.',
      labelNames: ['method', 'route', 'status'] as const,
      registers,
    }),
    seconds: new Histogram({
      name: 'marsad_http_request_seconds',
      help: 'From the request to the head of the answer.',
      labelNames: ['method', 'route'] as const,
      buckets: DURATION_BUCKETS,
      registers,
    }),
    originalBytes: new Counter({
      name: 'marsad_original_bytes_total',
      help: 'Bytes of acknowledged originals.',
      registers,
    }),
    backlog: new Gauge({
      name: 'marsad_backlog_originals',
      help: 'Originals acknowledged and not yet worked on.',
      registers,
    }),
    streams: new Gauge({ name: 'marsad_event_streams', help: 'Open live streams.', registers }),
    alarms: new Gauge({
      name: 'marsad_alarm',
      help: '1 for each thing that somebody must look at.',
      labelNames: ['code'] as const,
      registers,
    }),
    residentBytes: new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'Memory of the process.',
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
