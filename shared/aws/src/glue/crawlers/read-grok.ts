import { createContext, Script } from 'node:vm'
import type { GrokClassifier } from '@aws-sdk/client-glue'
import { type FileSchema, TEXT_FORMAT } from './file-schema.ts'
import { type GrokExpression, grokExpression } from './grok-expression.ts'
import type { Patience } from './patience.ts'

/** How many lines of a file are tried. */
const MAX_LINES = 100

/** How long a pattern may look at one file, in real milliseconds: some would backtrack for ever. */
const MAX_MS = 500

/**
 * Reads a text line by line as a grok classifier says (developer guide, "Writing grok custom
 * classifiers"): whatever a pattern names becomes a column, a string unless it is cast. Returns
 * undefined if the pattern fits no more than half of the first lines. (AWS does not publish how many
 * it must fit.) So it does where `patience` has run out.
 */
export function readGrok(
  text: string,
  { Classification = '', GrokPattern = '', CustomPatterns }: GrokClassifier,
  patience: Patience,
): Omit<FileSchema, 'compression'> | undefined {
  const grok = read(GrokPattern, CustomPatterns)
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const first = lines.slice(0, MAX_LINES)
  const timeout = Math.min(MAX_MS, patience.left)
  if (!grok || timeout === 0) return undefined
  const matched = patience.spend(() => matching(first, grok.expression, timeout))
  if (matched * 2 <= first.length) return undefined
  const custom = CustomPatterns ? { 'input.grokCustomPatterns': CustomPatterns } : {}
  return {
    classification: Classification,
    columns: grok.columns,
    records: lines.length,
    format: {
      ...TEXT_FORMAT,
      serde: 'com.amazonaws.glue.serde.GrokSerDe',
      serdeParameters: { 'input.format': GrokPattern, ...custom },
      parameters: { grokPattern: GrokPattern },
    },
  }
}

function read(pattern: string, custom: string | undefined): GrokExpression | undefined {
  try {
    return grokExpression(pattern, custom)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const COUNT = new Script(
  'lines.reduce((count, line) => count + (expression.test(line) ? 1 : 0), 0)',
)

/** How many lines have the expression in them; 0 where that takes too long to say. */
function matching(lines: readonly string[], expression: RegExp, timeout: number): number {
  // Only a script of its own can be stopped while an expression backtracks.
  const context = createContext({ lines, expression })
  try {
    return COUNT.runInContext(context, { timeout }) as number
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 0
    throw error
  }
}
