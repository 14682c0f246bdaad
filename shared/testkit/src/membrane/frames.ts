/**
 * A message of the channel between host and guest: tagged JSON, and bytes beside it.
 *
 * On the wire: u32 length of the rest | u32 length of the JSON | JSON in UTF-8 | attachments.
 */
export interface Message {
  /** What kind of message this is. */
  t: string
  [member: string]: unknown
}

/** Thrown when bytes or values do not follow the protocol; the peer is not to be trusted further. */
export class ProtocolError extends Error {
  override name = 'ProtocolError'
}

/** Writes one message and its attachments as a frame. */
export function writeFrame(message: Message, attachments: readonly Uint8Array[] = []): Uint8Array {
  const sizes = attachments.map((bytes) => bytes.byteLength)
  const json = Buffer.from(JSON.stringify(sizes.length > 0 ? { ...message, a: sizes } : message))
  const total = sizes.reduce((sum, size) => sum + size, 4 + json.length)
  const frame = Buffer.allocUnsafe(4 + total)
  frame.writeUInt32BE(total, 0)
  frame.writeUInt32BE(json.length, 4)
  json.copy(frame, 8)
  let offset = 8 + json.length
  for (const bytes of attachments) {
    frame.set(bytes, offset)
    offset += bytes.byteLength
  }
  return frame
}

/** Reads frames from a stream of chunks; sizes are checked before anything is kept or parsed. */
export class FrameReader {
  #chunks: Buffer[] = []
  #available = 0
  #expected: number | undefined
  readonly #maxBytes: number
  readonly #onMessage: (message: Message, attachments: Buffer[]) => void

  constructor(maxBytes: number, onMessage: (message: Message, attachments: Buffer[]) => void) {
    this.#maxBytes = maxBytes
    this.#onMessage = onMessage
  }

  /** Takes the next chunk. Throws `ProtocolError` for a frame that is too long or malformed. */
  push(chunk: Uint8Array): void {
    this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    this.#available += chunk.byteLength
    for (;;) {
      if (this.#expected === undefined) {
        if (this.#available < 4) return
        this.#expected = this.#take(4).readUInt32BE(0)
        if (this.#expected > this.#maxBytes || this.#expected < 4) {
          throw new ProtocolError(
            `A frame has ${this.#expected} bytes, the limit is ${this.#maxBytes}`,
          )
        }
      }
      if (this.#available < this.#expected) return
      const body = this.#take(this.#expected)
      this.#expected = undefined
      const { message, attachments } = parseBody(body)
      this.#onMessage(message, attachments)
    }
  }

  #take(length: number): Buffer {
    const first = this.#chunks[0]!
    this.#available -= length
    if (first.length === length) return this.#chunks.shift()!
    if (first.length > length) {
      this.#chunks[0] = first.subarray(length)
      return first.subarray(0, length)
    }
    const all = Buffer.concat(this.#chunks)
    this.#chunks = all.length > length ? [all.subarray(length)] : []
    return all.subarray(0, length)
  }
}

function parseBody(body: Buffer): { message: Message; attachments: Buffer[] } {
  const jsonLength = body.readUInt32BE(0)
  if (jsonLength > body.length - 4) throw new ProtocolError('A frame is shorter than its JSON')
  const message = parseObject(body.toString('utf8', 4, 4 + jsonLength))
  const attachments: Buffer[] = []
  let offset = 4 + jsonLength
  for (const size of attachmentSizes(message)) {
    if (offset + size > body.length)
      throw new ProtocolError('A frame is shorter than its attachments')
    attachments.push(body.subarray(offset, offset + size))
    offset += size
  }
  if (offset !== body.length) throw new ProtocolError('A frame has bytes left over')
  return { message, attachments }
}

function parseObject(json: string): Message {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new ProtocolError('A frame does not hold JSON')
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ProtocolError('A frame does not hold an object')
  }
  const message = value as Message
  if (typeof message.t !== 'string') throw new ProtocolError('A message has no kind')
  return message
}

const MAX_ATTACHMENTS = 10_000

function attachmentSizes(message: Message): number[] {
  if (!Object.hasOwn(message, 'a')) return []
  const sizes = message['a']
  const valid =
    Array.isArray(sizes) &&
    sizes.length <= MAX_ATTACHMENTS &&
    sizes.every((size) => Number.isSafeInteger(size) && size >= 0)
  if (!valid) throw new ProtocolError('A frame has malformed attachments')
  return sizes as number[]
}
