import { createHash } from 'node:crypto'

/** Pseudo-random bytes that depend on a seed and a position alone, so a replay gives the same. */
export class SeededHex {
  readonly seed: string
  /** How many values have been drawn. */
  position = 0

  constructor(seed: string) {
    this.seed = seed
  }

  /** The next so many bytes, in hex. */
  readonly next = (bytes: number): string =>
    createHash('shake256', { outputLength: bytes })
      .update(`${this.seed} ${this.position++}`)
      .digest('hex')
}
