export interface Rule {
  name: string
  sql: string
  disabled?: boolean
  actions: string[]
  errorAction?: string
}

export interface Routed {
  rule: string
  action: string
  message: unknown
  ok: boolean
}

export interface Deps {
  /** Carries out an action; rejects if it fails. */
  act(action: string, message: unknown): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

/** A rule's SQL or topic filter cannot be read. */
export class InvalidRule extends Error {
  override name = 'InvalidRule'
}

/** Whether a topic filter matches a topic, as AWS sees it. Throws `InvalidRule`. */
export function matches(filter: string, topic: string): boolean {
  throw new Error('Not written yet')
}

/** Hands a message to every rule that wants it; resolves to what was done. */
export async function routeMessage(
  rules: Rule[],
  topic: string,
  payload: Uint8Array,
  deps: Deps,
): Promise<Routed[]> {
  throw new Error('Not written yet')
}
