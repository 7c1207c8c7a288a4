// SPDX-License-Identifier: Apache-2.0

/** One number of a sensor model; `source` says where it comes from, or begins with "assumed" where nobody published it. */
export interface Figure {
  readonly value: number
  readonly unit: string
  readonly source: string
}

/** The numbers of a model alone, after a scenario's own values have replaced some of them. */
export type FigureValues<Model extends Readonly<Record<string, Figure>>> = {
  readonly [Key in keyof Model]: number
}

/** The model's values; `overrides` name figures of the model only (the scenario's schema sees to that). */
export function valuesOf<Model extends Readonly<Record<string, Figure>>>(
  model: Model,
  overrides?: Readonly<Partial<Record<keyof Model, number>>>,
): FigureValues<Model> {
  const entries = Object.entries(model).map(([name, figure]) => [name, overrides?.[name] ?? figure.value])
  return Object.fromEntries(entries) as FigureValues<Model>
}
