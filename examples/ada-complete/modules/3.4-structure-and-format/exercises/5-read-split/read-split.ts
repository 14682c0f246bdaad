import type { Codec, Format, RemoteFile, Split } from '../../read-split.ts'

export function splits(size: number, target: number): Split[] {
  const found: Split[] = []
  for (let start = 0; start < size; start += target) {
    found.push({ start, end: start + target > size ? size : start + target })
  }
  return found
}

// A stream of bytes with one byte of memory: it asks of every byte whether a line starts there.
export async function* readSplit(
  file: RemoteFile,
  split: Split,
  pieceSize = 65_536,
): AsyncGenerator<string> {
  const letters: number[] = []
  let isOurs = split.start === 0
  let position = split.start === 0 ? 0 : split.start - 1
  const line = () => {
    if (letters.at(-1) === 0x0d) letters.pop()
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(letters.splice(0)))
  }
  let lineStart = position
  while (position < file.size) {
    if (isOurs ? lineStart >= split.end : position >= split.end) return
    const piece = await file.read(position, Math.min(file.size, position + pieceSize))
    for (const byte of piece) {
      position++
      if (byte !== 0x0a) {
        if (isOurs) letters.push(byte)
        continue
      }
      if (isOurs) yield line()
      isOurs = true
      lineStart = position
      if (lineStart >= split.end) return
    }
  }
  if (isOurs && lineStart < file.size) yield line()
}

export function isSplittable(
  format: Format,
  codec: Codec,
  options: { lineBreaksInFields?: boolean } = {},
): boolean {
  switch (format) {
    case 'parquet':
    case 'orc':
    case 'avro':
      return true
    default:
      return options.lineBreaksInFields !== true && /^(none|bzip2)$/.test(codec)
  }
}
