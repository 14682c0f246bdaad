/** Writes seen, by writer. */
export type Clock = Record<string, number>

export interface Version {
  value: string
  clock: Clock
  /** Milliseconds since 1970, by the writer's clock, which may be wrong. */
  writtenAt: number
}

export interface Replica {
  id: string
  get(key: string): Promise<Version[]>
  /** Adds a version, unless it knows it or a newer one; drops what is older. */
  put(key: string, version: Version): Promise<void>
}

export interface WriteOptions {
  /** Acknowledgements needed. */
  w: number
  /** Nobody else writes under this name. */
  writer: string
}

export interface WriteDeps {
  now(): number
  /** Keeps a version for a replica that failed. */
  hint(replica: string, key: string, version: Version): Promise<void>
}

/** Thrown where too few replicas answer. */
export class NoQuorum extends Error {
  override name = 'NoQuorum'
}

/** Writes a value that follows what was read; resolves to its clock. */
export async function quorumWrite(
  replicas: Replica[],
  key: string,
  value: string,
  context: Clock,
  options: WriteOptions,
  deps: WriteDeps,
): Promise<Clock> {
  throw new Error('Not written yet')
}

/** Reads the newest values, more than one if they are siblings. */
export async function quorumRead(
  replicas: Replica[],
  key: string,
  options: { r: number },
): Promise<{ values: string[]; context: Clock }> {
  throw new Error('Not written yet')
}
