// Yields a line only when it sees its end.
import type { Codec, Format, RemoteFile, Split } from '../../read-split.ts'

const LF = 10
const CR = 13

export function splits(size: number, target: number): Split[] {
  return Array.from({ length: Math.ceil(size / target) }, (_, at) => ({
    start: at * target,
    end: Math.min((at + 1) * target, size),
  }))
}

export async function* readSplit(
  { size, read }: RemoteFile,
  { start, end }: Split,
  pieceSize = 65_536,
): AsyncGenerator<string> {
  // From the byte before: if that ends a line, a line starts exactly at the border.
  let lineStart = Math.max(0, start - 1)
  let isForeign = start > 0
  let readTo = lineStart
  let line: Uint8Array[] = []
  while (readTo < size && (isForeign ? readTo : lineStart) < end) {
    const piece = await read(readTo, Math.min(readTo + pieceSize, size))
    let from = 0
    for (;;) {
      const lineFeed = piece.indexOf(LF, from)
      if (lineFeed < 0) break
      line.push(piece.subarray(from, lineFeed))
      if (!isForeign && lineStart < end) yield textOf(line)
      isForeign = false
      line = []
      from = lineFeed + 1
      lineStart = readTo + from
    }
    if (!isForeign) line.push(piece.subarray(from))
    readTo += piece.length
  }
}

export function isSplittable(
  format: Format,
  codec: Codec,
  { lineBreaksInFields = false }: { lineBreaksInFields?: boolean } = {},
): boolean {
  if (['parquet', 'orc', 'avro'].includes(format)) return true
  return !lineBreaksInFields && (codec === 'none' || codec === 'bzip2')
}

function textOf(pieces: Uint8Array[]): string {
  const bytes = Buffer.concat(pieces)
  return bytes.toString('utf8', 0, bytes.at(-1) === CR ? bytes.length - 1 : bytes.length)
}
