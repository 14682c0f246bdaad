import { createHash } from 'node:crypto'
import { canonicalText } from '../canonical-text.ts'
import { readItem } from '../read-value.ts'
import type { Item } from '../attribute-value.ts'
import { invalid } from '../refusal.ts'

/** Where a select goes on: in which of its ranges, and behind which key. */
export interface Continuation {
  range: number
  startKey: Item
}

/** Writes a `NextToken` for a statement with its parameters. */
export function nextToken(request: object, { range, startKey }: Continuation): string {
  const parts = [fingerprint(request), range, startKey]
  const text = JSON.stringify(parts, (_, value: unknown) =>
    value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value,
  )
  return Buffer.from(text).toString('base64')
}

/** Reads a `NextToken`. Throws if it is none, or one of another statement. */
export function readNextToken(request: object, token: string): Continuation {
  const [print, range, startKey] = decode(token)
  if (typeof range !== 'number' || typeof startKey !== 'object' || startKey === null) {
    throw invalid('Invalid NextToken')
  }
  if (print !== fingerprint(request)) throw invalid('NextToken does not match request')
  return { range, startKey: readItem(startKey as Record<string, unknown>) }
}

function decode(token: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64').toString(), (_, value) => {
      const { bytes } = (value ?? {}) as { bytes?: unknown }
      const isBytes = typeof bytes === 'string' && Object.keys(value as object).length === 1
      return isBytes ? Uint8Array.from(Buffer.from(bytes, 'base64')) : (value as unknown)
    })
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function fingerprint(request: object): string {
  return createHash('sha256').update(canonicalText(request)).digest('base64')
}
