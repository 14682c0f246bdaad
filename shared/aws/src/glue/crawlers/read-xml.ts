import { createRequire } from 'node:module'
import type { XMLClassifier } from '@aws-sdk/client-glue'
import type { SaxesParser, SaxesTagPlain } from 'saxes'
import { type ColumnType, mergeFields, mergeTypes, type StructField } from './column-type.ts'
import { cellType } from './csv-types.ts'
import { type FileSchema, TEXT_FORMAT } from './file-schema.ts'

/** Elements may lie so deep in a row; types of such depth serve nobody. */
const MAX_DEPTH = 50

/**
 * Reads a text as an XML classifier says (developer guide, "Writing XML custom classifiers"): each
 * element with the row's tag is a record, unless it closes itself. Elements in it become columns,
 * those that stand there more than once arrays, those with elements of their own structs. An
 * attribute's column begins with `_`, and text beside attributes is `_value`, as Glue's reader of XML
 * has it ("Using the XML format"). Returns undefined if the text is no XML, or has no such row.
 *
 * AWS does not publish what else crawlers write; formats and parameters are those of tables that
 * users show.
 */
export function readXml(
  text: string,
  { Classification = '', RowTag }: XMLClassifier,
): Omit<FileSchema, 'compression'> | undefined {
  const rows = RowTag === undefined ? undefined : rowsIn(text, RowTag)
  if (!rows || rows.length === 0) return undefined
  const lowerCase = (fields: StructField[]) =>
    fields.map(({ name, type }) => ({ name: name.toLowerCase(), type }))
  return {
    classification: Classification,
    columns: mergeFields(rows.map(lowerCase)),
    records: rows.length,
    format: {
      ...TEXT_FORMAT,
      input: 'com.databricks.spark.xml.XmlInputFormat',
      serde: '',
      serdeParameters: { rowTag: RowTag! },
      parameters: {},
    },
  }
}

interface OpenElement {
  name: string
  attributes: StructField[]
  children: Map<string, ColumnType[]>
  text: string
}

const require = createRequire(import.meta.url)

/** Loaded when the first text may be XML: most worlds have no classifier for it. */
function newParser(): SaxesParser {
  const saxes = require('saxes') as typeof import('saxes')
  return new saxes.SaxesParser()
}

/** The fields of each row; undefined for a text that is no XML. */
function rowsIn(text: string, rowTag: string): StructField[][] | undefined {
  const rows: StructField[][] = []
  /** From the row on; empty between rows. */
  const open: OpenElement[] = []
  const parser = newParser()
  parser.on('error', (error) => {
    throw new SyntaxError(error.message)
  })
  parser.on('opentag', (tag) => {
    const isRow = tag.name === rowTag && !tag.isSelfClosing
    if (open.length === 0 && !isRow) return
    if (open.length >= MAX_DEPTH) throw new SyntaxError('The elements lie too deep')
    open.push(opened(tag))
  })
  const onText = (more: string) => {
    const last = open.at(-1)
    if (last) last.text += more
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (!closed) return
    const parent = open.at(-1)
    if (!parent) rows.push(fieldsOf(closed))
    else {
      const known = parent.children.get(closed.name)
      if (known) known.push(typeOf(closed))
      else parent.children.set(closed.name, [typeOf(closed)])
    }
  })
  try {
    parser.write(text).close()
    return rows
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function opened({ name, attributes }: SaxesTagPlain): OpenElement {
  const fields = Object.entries(attributes).map(([attribute, value]) => ({
    name: `_${attribute}`,
    type: cellType(value),
  }))
  return { name, attributes: fields, children: new Map(), text: '' }
}

function typeOf(element: OpenElement): ColumnType {
  const { attributes, children, text } = element
  if (attributes.length === 0 && children.size === 0) return cellType(text.trim())
  return { struct: fieldsOf(element) }
}

function fieldsOf({ attributes, children, text }: OpenElement): StructField[] {
  const elements = [...children].map(([name, types]) => {
    const type = mergeTypes(types)
    return { name, type: types.length > 1 ? { array: type } : type }
  })
  const own = text.trim() === '' ? [] : [{ name: '_value', type: cellType(text.trim()) }]
  return [...attributes, ...elements, ...own]
}
