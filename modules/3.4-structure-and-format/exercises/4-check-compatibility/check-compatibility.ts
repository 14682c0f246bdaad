export type AvroSchema =
  | string
  | AvroSchema[]
  | {
      type: AvroSchema
      name?: string
      namespace?: string
      aliases?: string[]
      fields?: Field[]
      symbols?: string[]
      /** Of an enum: what stands for symbols that it does not know. */
      default?: unknown
      items?: AvroSchema
      values?: AvroSchema
      size?: number
    }

export interface Field {
  name: string
  type: AvroSchema
  aliases?: string[]
  default?: unknown
}

export type Mode =
  | 'NONE'
  | 'DISABLED'
  | 'BACKWARD'
  | 'BACKWARD_ALL'
  | 'FORWARD'
  | 'FORWARD_ALL'
  | 'FULL'
  | 'FULL_ALL'

export interface Problem {
  /** Index of the version that does not agree. */
  version: number
  path: string
  reason: string
}

/** Says whether a registry in this mode takes `next` after `versions`. */
export function checkCompatibility(
  mode: Mode,
  versions: AvroSchema[],
  next: AvroSchema,
): { ok: boolean; problems: Problem[] } {
  throw new Error('Not written yet')
}
