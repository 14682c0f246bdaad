import type { Readable } from 'node:stream'

/** How much of each stream is kept for the report, in UTF-16 units. */
const KEPT = 64 << 10

/** What a box wrote to stdout and stderr: the beginning of each, and the size of all of it. */
export class CapturedOutput {
  stdout = ''
  stderr = ''
  /** Bytes on both, kept or not. */
  bytes = 0
  /** Whether something was not kept. */
  overflowed = false

  /** Reads the stream to its end; calls `counted` after every chunk. */
  capture(name: 'stdout' | 'stderr', stream: Readable, counted: (bytes: number) => void): void {
    const decoder = new TextDecoder()
    stream.on('error', () => {})
    stream.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length
      const room = KEPT - this[name].length
      if (room > 0) this[name] += decoder.decode(chunk, { stream: true }).slice(0, room)
      if (room < chunk.length) this.overflowed = true
      counted(this.bytes)
    })
  }
}
