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

/** Told of each message, and of its attachments: bytes that nobody else holds. */
export type OnMessage = (message: Message, attachments: Uint8Array<ArrayBuffer>[]) => void

/**
 * Reads frames from a stream of chunks; sizes are checked before anything is kept or parsed. Room
 * is made for all of a part at once: kept as they come, chunks of one byte would take far more.
 */
export class FrameReader {
  readonly #limits: FrameLimits
  readonly #onMessage: OnMessage
  readonly #number = new Uint8Array(4)
  /** What is filled next, how far it is, and who takes it then. */
  #part: Uint8Array<ArrayBuffer> = this.#number
  #filled = 0
  #take = this.#takeLength
  /** Bytes of the frame for which there is no room yet. */
  #left = 0
  #message: Message | undefined
  #sizes: number[] = []
  #attachments: Uint8Array<ArrayBuffer>[] = []

  constructor(limits: FrameLimits, onMessage: OnMessage) {
    this.#limits = limits
    this.#onMessage = onMessage
  }

  /** Takes the next chunk. Throws `ProtocolError` for a frame that is too long or malformed. */
  push(chunk: Uint8Array): void {
    for (let offset = 0; offset < chunk.length;) {
      const bytes = chunk.subarray(offset, offset + this.#part.length - this.#filled)
      this.#part.set(bytes, this.#filled)
      this.#filled += bytes.length
      offset += bytes.length
      while (this.#filled === this.#part.length) this.#take()
    }
  }

  #expect(part: Uint8Array<ArrayBuffer>, take: () => void) {
    this.#part = part
    this.#filled = 0
    this.#take = take
    this.#left -= part.length
  }

  #takeLength() {
    const length = u32(this.#number)
    if (length > this.#limits.frame || length < 4) {
      throw new ProtocolError('A frame is longer or shorter than any may be')
    }
    this.#left = length
    this.#expect(this.#number, this.#takeJsonLength)
  }

  #takeJsonLength() {
    const length = u32(this.#number)
    if (length > this.#limits.json) throw new ProtocolError('A frame holds too much JSON')
    if (length > this.#left) throw new ProtocolError('A frame is shorter than its JSON')
    this.#expect(Buffer.allocUnsafe(length), this.#takeJson)
  }

  #takeJson() {
    const { buffer, byteOffset, length } = this.#part
    this.#message = parseObject(Buffer.from(buffer, byteOffset, length).toString('utf8'))
    this.#sizes = attachmentSizes(this.#message)
    this.#attachments = []
    const total = this.#sizes.reduce((sum, size) => sum + size, 0)
    if (total > this.#left) throw new ProtocolError('A frame is shorter than its attachments')
    if (total < this.#left) throw new ProtocolError('A frame has bytes left over')
    this.#expectAttachment()
  }

  #takeAttachment() {
    this.#attachments.push(this.#part)
    this.#expectAttachment()
  }

  #expectAttachment() {
    const size = this.#sizes[this.#attachments.length]
    if (size !== undefined) return this.#expect(new Uint8Array(size), this.#takeAttachment)
    const message = this.#message!
    const attachments = this.#attachments
    this.#expect(this.#number, this.#takeLength)
    this.#onMessage(message, attachments)
  }
}

function u32(bytes: Uint8Array<ArrayBuffer>): number {
  return new DataView(bytes.buffer).getUint32(0)
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
