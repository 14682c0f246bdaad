import type { Classifier, CsvClassifier, GrokClassifier } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { invalidInput } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { GROK_PATTERNS } from './grok-patterns.ts'
import { parseJsonPath } from './json-path.ts'

/** SDK text, CreateCsvClassifierRequest; the names are those of the API page CsvClassifier. */
const DATATYPES = 'BINARY BOOLEAN DATE DECIMAL DOUBLE FLOAT INT LONG SHORT STRING TIMESTAMP'.split(
  ' ',
)

/** Checks a classifier that is to be kept; AWS's texts are not published. */
export function checkClassifier(account: Account, classifier: Classifier): void {
  const { CsvClassifier, GrokClassifier, JsonClassifier, XMLClassifier } = classifier
  if (CsvClassifier) checkCsv(account, CsvClassifier)
  if (GrokClassifier) checkGrok(account, GrokClassifier)
  if (JsonClassifier) checkJsonPath(account, JsonClassifier.JsonPath)
  if (!XMLClassifier) return
  constraints.requireText(account, ['classification', XMLClassifier.Classification])
  const { RowTag } = XMLClassifier
  if (RowTag === undefined || /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(RowTag)) return
  throw invalidInput(account, `"${RowTag}" is not the name of an XML tag.`)
}

function checkCsv(account: Account, csv: CsvClassifier): void {
  const { Delimiter, QuoteSymbol, CustomDatatypes = [] } = csv
  for (const symbol of [Delimiter, QuoteSymbol]) {
    if (symbol === undefined || symbol.length === 1) continue
    throw invalidInput(account, `"${symbol}" must be a single character.`)
  }
  if (Delimiter !== undefined && Delimiter === QuoteSymbol) {
    throw invalidInput(account, 'The quote symbol must be different from the column delimiter.')
  }
  const headers = ['UNKNOWN', 'PRESENT', 'ABSENT'] as const
  constraints.optionalOneOf(account, ['containsHeader', csv.ContainsHeader], headers)
  const serdes = ['OpenCSVSerDe', 'LazySimpleSerDe', 'None'] as const
  constraints.optionalOneOf(account, ['serde', csv.Serde], serdes)
  const unknown = CustomDatatypes.find((name) => !DATATYPES.includes(name.toUpperCase()))
  if (unknown !== undefined) throw invalidInput(account, `"${unknown}" is not a custom datatype.`)
}

/** Every pattern that a grok pattern names must be there. */
function checkGrok(account: Account, grok: GrokClassifier): void {
  constraints.requireText(account, ['classification', grok.Classification])
  const pattern = constraints.requireText(account, ['grokPattern', grok.GrokPattern], { max: 2048 })
  const custom = (grok.CustomPatterns ?? '').split('\n').map((line) => line.trim())
  const names = new Set([
    ...Object.keys(GROK_PATTERNS),
    ...custom.map((line) => line.split(/\s+/)[0]),
  ])
  for (const [, name = ''] of [pattern, ...custom].join('\n').matchAll(/%\{(\w+)[^}]*\}/g)) {
    if (names.has(name)) continue
    throw invalidInput(account, `The grok pattern names "${name}", which is not defined.`)
  }
}

function checkJsonPath(account: Account, path: string | undefined): void {
  try {
    parseJsonPath(constraints.requireText(account, ['jsonPath', path]))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw invalidInput(account, error.message)
  }
}
