import { gunzipSync } from 'node:zlib'
import type { StoredClassifier } from './classifiers.ts'
import type { FileSchema } from './file-schema.ts'
import type { Patience } from './patience.ts'
import { readCsv } from './read-csv.ts'
import { readGrok } from './read-grok.ts'
import { readJson } from './read-json.ts'
import { readParquet } from './read-parquet.ts'
import { readXml } from './read-xml.ts'

/** How large a file may be, in bytes, and how much a compressed one may grow to. */
export const MAX_FILE = 4 * 1024 * 1024

/** Who is asked what a file is. */
export interface Asking {
  classifiers: readonly StoredClassifier[]
  /** How long grok patterns may look. */
  patience: Patience
}

/**
 * Finds out what a file is: custom classifiers are asked first, in their order, then the built-in
 * ones for Parquet, JSON and CSV. Returns undefined for what none of them knows.
 */
export function recognize(
  bytes: Buffer,
  { classifiers, patience }: Asking,
): FileSchema | undefined {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const content = isGzip ? unpacked(bytes) : bytes
  const parquet = readParquet(content)
  if (parquet) return parquet
  const text = content.toString('utf8').replace(/^\uFEFF/, '')
  const schema = customSchema(text, { classifiers, patience }) ?? readJson(text) ?? readCsv(text)
  return schema && { ...schema, compression: isGzip ? 'gzip' : 'none' }
}

function customSchema(text: string, { classifiers, patience }: Asking) {
  for (const { CsvClassifier, GrokClassifier, JsonClassifier, XMLClassifier } of classifiers) {
    const schema =
      (CsvClassifier && readCsv(text, CsvClassifier)) ??
      (GrokClassifier && readGrok(text, GrokClassifier, patience)) ??
      (JsonClassifier && readJson(text, JsonClassifier)) ??
      (XMLClassifier && readXml(text, XMLClassifier))
    if (schema) return schema
  }
  return undefined
}

/** What is no archive after all, or grows too big, is no file that anyone knows. */
function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_FILE })
  } catch {
    return Buffer.alloc(0)
  }
}
