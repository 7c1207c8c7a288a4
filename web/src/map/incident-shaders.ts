// SPDX-License-Identifier: Apache-2.0

/** Each incident is a point; what the filter leaves out is moved out of sight, so that a change of filter moves no data. */
export const VERTEX_SHADER = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform vec2 u_span;
uniform float u_least;
uniform float u_pixels;
uniform float u_zoom;
uniform float u_crowd;
uniform int u_selected;
uniform float u_hidden[10];
uniform vec3 u_colors[10];
uniform int u_shapes[10];
in vec2 a_position;
in vec2 a_span;
in vec2 a_kind;
out vec4 v_color;
flat out int v_shape;
flat out float v_size;
void main() {
  int kind = int(a_kind.x);
  bool isSelected = gl_VertexID == u_selected;
  bool isOut = a_kind.y < -1.5 || a_span.y < u_span.x || a_span.x > u_span.y
    || u_hidden[kind] > 0.5 || (u_least > 0.0 && a_kind.y < u_least);
  gl_Position = isOut && !isSelected ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(a_position, 0.0, 1.0);
  float likely = max(a_kind.y, 0.3);
  float size = (4.0 + 6.0 * likely) * mix(0.75, 1.6, clamp((u_zoom - 4.0) / 7.0, 0.0, 1.0)) * u_crowd + (isSelected ? 5.0 : 0.0);
  v_size = size * u_pixels;
  gl_PointSize = v_size;
  v_color = vec4(u_colors[kind], isSelected ? 1.0 : 0.35 + 0.6 * likely);
  v_shape = u_shapes[kind];
}`

export const FRAGMENT_SHADER = `#version 300 es
precision mediump float;
in vec4 v_color;
flat in int v_shape;
flat in float v_size;
out vec4 color;
float shapeDistance(vec2 p) {
  if (v_shape == 1) { p.y += 0.12; return max(abs(p.x) * 0.94 - p.y * 0.54 - 0.42, p.y - 0.62); }
  if (v_shape == 2) return (abs(p.x) + abs(p.y) - 0.95) * 0.71;
  if (v_shape == 3) return max(abs(p.x), abs(p.y)) - 0.72;
  if (v_shape == 4) return abs(length(p) - 0.66) - 0.2;
  if (v_shape == 5) return max(min(abs(p.x), abs(p.y)) - 0.27, max(abs(p.x), abs(p.y)) - 0.85);
  return length(p) - 0.8;
}
void main() {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float soft = 2.0 / v_size;
  float inside = 1.0 - smoothstep(-soft, soft, shapeDistance(p));
  float alpha = v_color.a * inside;
  if (alpha < 0.02) discard;
  color = vec4(v_color.rgb * alpha, alpha);
}`
