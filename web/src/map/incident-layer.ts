// SPDX-License-Identifier: Apache-2.0
import type { CustomLayerInterface, Map as MapView } from 'maplibre-gl'

import { NOT_KNOWN, type IncidentColumns } from '../situation/incident-columns.ts'
import type { SituationFilter } from '../situation/situation-filter.ts'
import { changedRuns } from './changed-runs.ts'
import { channelsOf, markOf, SHAPES, type Scheme } from './hypothesis-marks.ts'
import { FRAGMENT_SHADER, VERTEX_SHADER } from './incident-shaders.ts'
import { mercatorX, mercatorY } from './mercator.ts'

/** x, y, start, end, kind, probability. */
const FIELDS = 6
const BYTES = FIELDS * Float32Array.BYTES_PER_ELEMENT
const MOST_KINDS = 10
/** Times go to the shader as seconds from here, in which a float is exact to a second for half a year around it. */
const OUTSIDE = 1e9
/** So many marks can be told apart on a screen that shows all of them. */
const CROWD = 20_000
const SMALLEST_SCALE = 0.5
const NEAR_ZOOM = 8

export interface IncidentLayer extends CustomLayerInterface {
  /** Takes rows from the columns; all of them where none are named. */
  update(columns: IncidentColumns, rows?: Uint32Array): void
  filter(filter: SituationFilter): void
  select(row: number | null): void
  paint(hypotheses: readonly string[], scheme: Scheme): void
}

/** All incidents as points of one buffer: panning, brushing and filtering set a few numbers and move no data. */
export function createIncidentLayer(): IncidentLayer {
  let map: MapView | null = null
  let gl: WebGL2RenderingContext | null = null
  let program: WebGLProgram | null = null
  let buffer: WebGLBuffer | null = null
  let vertexArray: WebGLVertexArrayObject | null = null
  let places: Readonly<Record<string, WebGLUniformLocation | null>> = {}
  let data = new Float32Array(0)
  let size = 0
  let baseMs: number | null = null
  /** Rows that wait for the graphics card; the whole buffer where it grew. */
  let changed = new Set<number>()
  let isWhole = false
  let current: SituationFilter = { fromMs: null, toMs: null, hidden: [], leastProbability: 0 }
  const hidden = new Float32Array(MOST_KINDS)
  let selected = -1
  let colors = new Float32Array(MOST_KINDS * 3)
  let shapes = new Int32Array(MOST_KINDS)
  let unknownKind = MOST_KINDS - 1

  const secondsOf = (ms: number | null, open: number): number =>
    ms === null ? open : (ms - (baseMs ?? 0)) / 1_000

  const writeOne = (columns: IncidentColumns, row: number): void => {
    const at = row * FIELDS
    const longitude = columns.longitude[row]!
    const hasPlace = !Number.isNaN(longitude)
    const kind = columns.hypothesis[row]!
    data[at] = hasPlace ? mercatorX(longitude) : 0
    data[at + 1] = hasPlace ? mercatorY(columns.latitude[row]!) : 0
    data[at + 2] = secondsOf(columns.startMs[row]!, 0)
    data[at + 3] = secondsOf(columns.endMs[row]!, 0)
    data[at + 4] = kind === NOT_KNOWN ? unknownKind : Math.min(kind, MOST_KINDS - 1)
    // Without a place it is drawn nowhere, like one that has ended.
    data[at + 5] = hasPlace ? columns.probability[row]! : -2
  }

  const writeHidden = (): void => {
    hidden.fill(0)
    for (const kind of current.hidden) hidden[kind === NOT_KNOWN ? unknownKind : kind] = 1
  }

  const upload = (context: WebGL2RenderingContext): void => {
    context.bindBuffer(context.ARRAY_BUFFER, buffer)
    if (isWhole) context.bufferData(context.ARRAY_BUFFER, data, context.DYNAMIC_DRAW)
    else if (changed.size > 0)
      for (const { from, to } of changedRuns(changed))
        context.bufferSubData(context.ARRAY_BUFFER, from * BYTES, data, from * FIELDS, (to - from) * FIELDS)
    isWhole = false
    if (changed.size > 0) changed = new Set()
  }

  return {
    id: 'incidents',
    type: 'custom',
    renderingMode: '2d',
    onAdd(view, context) {
      map = view
      gl = context
      program = createProgram(gl)
      buffer = gl.createBuffer()
      vertexArray = gl.createVertexArray()
      gl.bindVertexArray(vertexArray)
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
      for (const [n, name] of ['a_position', 'a_span', 'a_kind'].entries()) {
        const place = gl.getAttribLocation(program, name)
        gl.enableVertexAttribArray(place)
        gl.vertexAttribPointer(place, 2, gl.FLOAT, false, BYTES, n * 2 * Float32Array.BYTES_PER_ELEMENT)
      }
      gl.bindVertexArray(null)
      const known = program
      const names = [
        'matrix',
        'span',
        'least',
        'pixels',
        'zoom',
        'crowd',
        'selected',
        'hidden',
        'colors',
        'shapes',
      ]
      places = Object.fromEntries(names.map((name) => [name, context.getUniformLocation(known, `u_${name}`)]))
      isWhole = true
    },
    onRemove() {
      gl?.deleteBuffer(buffer)
      gl?.deleteVertexArray(vertexArray)
      gl?.deleteProgram(program)
      map = null
      gl = null
    },
    render(at, { defaultProjectionData }) {
      at.useProgram(program)
      at.bindVertexArray(vertexArray)
      upload(at)
      at.enable(at.BLEND)
      at.blendFunc(at.ONE, at.ONE_MINUS_SRC_ALPHA)
      at.uniformMatrix4fv(places['matrix'] ?? null, false, defaultProjectionData.mainMatrix as Float32Array)
      at.uniform2f(
        places['span'] ?? null,
        secondsOf(current.fromMs, -OUTSIDE),
        secondsOf(current.toMs, OUTSIDE),
      )
      at.uniform1f(places['least'] ?? null, current.leastProbability)
      at.uniform1f(places['pixels'] ?? null, window.devicePixelRatio)
      at.uniform1f(places['zoom'] ?? null, map?.getZoom() ?? 0)
      at.uniform1f(places['crowd'] ?? null, crowdScale(size, map?.getZoom() ?? 0))
      at.uniform1i(places['selected'] ?? null, selected)
      at.uniform1fv(places['hidden'] ?? null, hidden)
      at.uniform3fv(places['colors'] ?? null, colors)
      at.uniform1iv(places['shapes'] ?? null, shapes)
      at.drawArrays(at.POINTS, 0, size)
      at.bindVertexArray(null)
    },
    update(columns, rows) {
      if (baseMs === null && columns.size > 0) baseMs = columns.startMs[0] ?? 0
      if (data.length < columns.size * FIELDS) {
        const larger = new Float32Array(columns.startMs.length * FIELDS)
        larger.set(data)
        data = larger
        isWhole = true
      }
      size = columns.size
      if (rows === undefined) {
        for (let row = 0; row < size; row += 1) writeOne(columns, row)
        isWhole = true
      } else {
        for (const row of rows) {
          writeOne(columns, row)
          changed.add(row)
        }
      }
      map?.triggerRepaint()
    },
    filter(filter) {
      current = filter
      writeHidden()
      map?.triggerRepaint()
    },
    select(row) {
      selected = row ?? -1
      map?.triggerRepaint()
    },
    paint(hypotheses, scheme) {
      unknownKind = Math.min(hypotheses.length, MOST_KINDS - 1)
      writeHidden()
      colors = new Float32Array(MOST_KINDS * 3)
      shapes = new Int32Array(MOST_KINDS)
      for (let kind = 0; kind < MOST_KINDS; kind += 1) {
        const mark = markOf(hypotheses[kind])
        colors.set(channelsOf(mark[scheme]), kind * 3)
        shapes[kind] = SHAPES.indexOf(mark.shape)
      }
      map?.triggerRepaint()
    },
  }
}

/** Marks as large as ever while they can be told apart; from afar, very many at once are drawn smaller, so that where they lie is seen. */
const crowdScale = (count: number, zoom: number): number =>
  zoom >= NEAR_ZOOM ? 1 : Math.min(1, Math.max(SMALLEST_SCALE, Math.sqrt(CROWD / Math.max(1, count))))

/** A program that does not compile is a bug of ours. */
class ShaderError extends Error {
  readonly code = 'shader-unusable'
}

function createProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type)
    if (shader === null) throw new ShaderError('no shader')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) {
      throw new ShaderError(gl.getShaderInfoLog(shader) ?? '')
    }
  }
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new ShaderError(gl.getProgramInfoLog(program) ?? '')
  }
  return program
}
