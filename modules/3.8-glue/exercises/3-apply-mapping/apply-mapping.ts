/** A `long` is a bigint in TypeScript. */
export type FieldType = 'string' | 'int' | 'long' | 'double' | 'boolean'

export type Mapping = [
  source: string,
  sourceType: FieldType | 'choice',
  target: string,
  targetType: FieldType,
]

export type Row = Record<string, unknown>

export interface Mapped {
  rows: Row[]
  /** Mappings that failed, by the index of their row. */
  errors: { row: number; source: string; value: unknown }[]
}

/** Moves, renames and casts fields of rows, as Glue's ApplyMapping does, and loses none. */
export function applyMapping(rows: Row[], mappings: Mapping[]): Mapped {
  throw new Error('Not written yet')
}
