/** A message as it goes through a pipe: its length before it, in four bytes. */
export function frameOf(content: Uint8Array): Buffer[] {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  return [head, Buffer.from(content.buffer, content.byteOffset, content.byteLength)]
}

/** The messages of a stream. Throws `RangeError` for one that is longer than `max`, unread. */
export async function* framesOf(
  stream: AsyncIterable<Buffer>,
  max = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer, void> {
  let chunks: Buffer[] = []
  let size = 0
  let length: number | undefined
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    // Joined for the length and for the whole: at every chunk it would take the square of its size.
    while (size >= (length === undefined ? 4 : 4 + length)) {
      const all = Buffer.concat(chunks)
      length = all.readUInt32BE(0)
      if (length > max) throw new RangeError(`A message of ${length} bytes is more than ${max}`)
      chunks = [all]
      if (size < 4 + length) break
      yield all.subarray(4, 4 + length)
      chunks = [all.subarray(4 + length)]
      size -= 4 + length
      length = undefined
    }
  }
}
