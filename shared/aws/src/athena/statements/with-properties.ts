import { type FileWriting } from '../engine/job.ts'
import { MalformedStatement, type Reader } from './reader.ts'

type Property = string | string[]

/** What stands in WITH, of which each property is taken once. */
export class WithProperties {
  readonly #left: Map<string, Property>

  constructor(entries: Iterable<[string, Property]> = []) {
    this.#left = new Map(entries)
  }

  /** A property's text, or undefined where it is not there. */
  text(name: string): string | undefined {
    return this.#take(name)?.toString()
  }

  /** A property's texts, none where it is not there. */
  texts(name: string): string[] {
    return [this.#take(name) ?? []].flat()
  }

  /** The name of one that nobody has taken. */
  get other(): string | undefined {
    return this.#left.keys().next().value
  }

  #take(name: string): Property | undefined {
    const value = this.#left.get(name)
    this.#left.delete(name)
    return value
  }
}

/** Reads properties in parentheses, each `name = 'text'` or `name = ARRAY['text', …]`. */
export function readWithProperties(reader: Reader): WithProperties {
  return new WithProperties(
    reader.list((): [string, Property] => {
      const key = reader.name()
      reader.expect('=')
      return [key, reader.takes('ARRAY') ? readArray(reader) : reader.text()]
    }),
  )
}

/** A folder in S3. Throws `MalformedStatement`. */
export function placeInS3(name: string, location: string): string {
  if (/^s3:\/\/[^/]+(?:\/|$)/.test(location)) return location
  throw new MalformedStatement(`${name} must be a path in S3`)
}

/** The codec with this name, whatever its case; undefined for one that is not emulated. */
export function codecOf(
  name: string,
  format: FileWriting['format'],
): FileWriting['codec'] | undefined {
  const codec = name.toUpperCase()
  if (codec === 'GZIP') return codec
  if (codec === 'NONE' || codec === 'UNCOMPRESSED') return 'UNCOMPRESSED'
  return codec === 'SNAPPY' && format === 'parquet' ? codec : undefined
}

function readArray(reader: Reader): string[] {
  reader.expect('[')
  const texts = [reader.text()]
  while (reader.takes(',')) texts.push(reader.text())
  reader.expect(']')
  return texts
}
