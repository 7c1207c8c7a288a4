// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'

/** A request that nobody means well, as it goes over the line or straight into the application. */
export interface MalformedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly as: 'nobody' | 'administrator' | 'feed'
}

const NASTY = [
  '',
  ' ',
  '%',
  '%00',
  '%zz',
  '%ff%fe',
  '..%2f..%2fetc%2fpasswd',
  '../../mission.sqlite',
  "' OR 1=1 --",
  '"; DROP TABLE log_records; --',
  '<script>alert(1)</script>',
  '${jndi:ldap://x}',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  '2026-02-30',
  '2026-06-24T25:00:00Z',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '1,2,3,4',
  '180,90,-180,-90',
  'NaN,NaN,NaN,NaN',
  'مرصد',
  '\u{1f600}',
  '\u202e',
  'a'.repeat(300),
  'f'.repeat(64),
  'F'.repeat(64),
  'eyJ2IjoxLCJhc09mIjowLCJmaWx0ZXIiOiIiLCJpbm5lciI6IngifQ',
  '[object Object]',
]
const QUERY_KEYS = [
  'from',
  'to',
  'bbox',
  'asOf',
  'cursor',
  'limit',
  'q',
  'kinds',
  'person',
  'kind',
  'a[]',
  '__proto__',
  '%',
]
const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PROPFIND',
  'get',
]
const HEADER_NAMES = [
  'content-type',
  'content-length',
  'content-encoding',
  'accept',
  'origin',
  'cookie',
  'authorization',
  'last-event-id',
  'x-marsad-csrf',
  'x-marsad-signature',
  'x-forwarded-for',
  'range',
  'if-none-match',
  'expect',
  'sec-fetch-site',
]
const HEADER_VALUES = [
  '',
  'application/json',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/x-www-form-urlencoded',
  'gzip',
  'text/event-stream',
  'null',
  'http://',
  'http://localhost',
  'Bearer',
  'Bearer ',
  'Bearer token-of-firms',
  `Bearer ${'x'.repeat(600)}`,
  'Basic YTpi',
  'marsad_session=x',
  'marsad_session=%zz; marsad_session=',
  't=0,v1=00',
  `t=999999999999,v1=${'0'.repeat(64)}`,
  'bytes=0-',
  '-5',
  '99999999999',
  'same-site',
  '\u00ff\u00fe',
]
const BODIES = [
  '',
  '{',
  '[]',
  'null',
  '0',
  '"text"',
  '{"login":1,"password":[]}',
  '{"login":"first","password":"x","code":"000000"}',
  '{"__proto__":{"roles":["administrator"]}}',
  '{"constructor":{"prototype":{"x":1}}}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"a":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`,
  '{"login":"\\ud800","password":"\\ud800"}',
  '{"passkey":{"id":"","rawId":"","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"","authenticatorData":"","signature":""}}}',
  '{"step":"lock"}',
  '{"roles":["root"]}',
  '{"code":"abcde-fghjk-mnpqr-stvwx","administrators":[{},{}]}',
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
  'a=1&a=2&%zz',
  'x'.repeat(300_000),
]

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Requests against these path patterns (`/api/v1/incidents/{id}`), and against paths that there are not. */
export function malformedRequests(patterns: readonly string[]): fc.Arbitrary<MalformedRequest> {
  const filled = fc
    .tuple(fc.constantFrom(...patterns), nasty)
    .map(([pattern, value]) => pattern.replaceAll(/\{\w+\}/g, () => value))
  const path = fc.oneof(
    { weight: 8, arbitrary: filled },
    nasty.map((text) => `/${text}`),
    nasty.map((text) => `/api/v1/${text}`),
    nasty.map((text) => `/log/tile/${text}`),
  )
  const query = fc
    .array(fc.tuple(fc.constantFrom(...QUERY_KEYS), nasty, fc.boolean()), { maxLength: 4 })
    .map((pairs) =>
      pairs.map(([key, value, encoded]) => `${key}=${encoded ? encodeURIComponent(value) : value}`).join('&'),
    )
  return fc.record({
    method: fc.constantFrom(...METHODS),
    path: fc.tuple(path, query).map(([where, what]) => (what === '' ? where : `${where}?${what}`)),
    headers: fc.dictionary(fc.constantFrom(...HEADER_NAMES), fc.constantFrom(...HEADER_VALUES), {
      maxKeys: 4,
    }),
    body: fc.option(fc.oneof(fc.constantFrom(...BODIES), fc.string({ unit: 'binary', maxLength: 200 }))),
    as: fc.constantFrom('nobody', 'administrator', 'administrator', 'feed'),
  })
}
