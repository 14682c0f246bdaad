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

/** Bounds on one frame, in bytes. */
export interface FrameLimits {
  frame: number
  /** Of the JSON alone, which costs the receiver far more than attachments do. */
  json: number
}

/** For a receiver that trusts its sender. */
export const UNLIMITED: FrameLimits = { frame: Infinity, json: Infinity }

/** Reads frames from a stream of chunks; sizes are checked before anything is kept or parsed. */
export class FrameReader {
  readonly #limits: FrameLimits
  readonly #onMessage: (message: Message, attachments: Buffer[]) => void
  readonly #head = Buffer.alloc(4)
  #headFilled = 0
  #body: Buffer | undefined
  #bodyFilled = 0

  constructor(limits: FrameLimits, onMessage: (message: Message, attachments: Buffer[]) => void) {
    this.#limits = limits
    this.#onMessage = onMessage
  }

  /** Takes the next chunk. Throws `ProtocolError` for a frame that is too long or malformed. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let offset = 0; offset < bytes.length;) {
      offset += this.#body
        ? this.#fillBody(this.#body, bytes, offset)
        : this.#fillHead(bytes, offset)
    }
  }

  #fillHead(bytes: Buffer, offset: number): number {
    const copied = bytes.copy(this.#head, this.#headFilled, offset)
    this.#headFilled += copied
    if (this.#headFilled === 4) {
      const length = this.#head.readUInt32BE(0)
      if (length > this.#limits.frame || length < 4) {
        throw new ProtocolError('A frame is longer or shorter than any may be')
      }
      // Room for all of it at once: kept as they come, chunks of one byte would take far more.
      this.#body = Buffer.allocUnsafe(length)
      this.#headFilled = 0
    }
    return copied
  }

  #fillBody(body: Buffer, bytes: Buffer, offset: number): number {
    const copied = bytes.copy(body, this.#bodyFilled, offset)
    this.#bodyFilled += copied
    if (this.#bodyFilled === body.length) {
      this.#body = undefined
      this.#bodyFilled = 0
      const { message, attachments } = parseBody(body, this.#limits.json)
      this.#onMessage(message, attachments)
    }
    return copied
  }
}

function parseBody(body: Buffer, maxJson: number): { message: Message; attachments: Buffer[] } {
  const jsonLength = body.readUInt32BE(0)
  if (jsonLength > maxJson) throw new ProtocolError('A frame holds too much JSON')
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
