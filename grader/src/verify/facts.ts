import { proseLines } from './markdown.ts'
import type { Problem } from './problem.ts'

const AS_OF =
  /\b[Aa]s of (January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b/
const YEAR = /\b20\d\d\b/
const SOURCE = /\]\(https:|SDK text/
/** The line between a table's head and its rows. */
const RULE = /^[|:\- ]+$/

/** What changes belong under, in a lesson. */
const CHANGES = 'What changed lately'

interface Line {
  number: number
  text: string
}

/**
 * Facts of a lesson without a date or a source. Facts stand in tables whose last column is called
 * `source`, in a chapter that says as of which month; and in the list under "What changed lately",
 * where each point has a year and a source.
 */
export function factProblems(file: string, text: string): Problem[] {
  return chapters(text).flatMap((chapter) => [
    ...undated(file, chapter),
    ...unsourced(file, chapter),
    ...(title(chapter) === CHANGES ? changeProblems(file, chapter) : []),
  ])
}

function undated(file: string, chapter: Line[]): Problem[] {
  const table = chapter.find(({ text }) => isFactsHead(text))
  if (!table || chapter.some(({ text }) => AS_OF.test(text))) return []
  return [
    {
      file: `${file}:${table.number}`,
      what: 'has a table of facts without a date',
      fix: 'Say above it as of when, as in "Facts as of November 2026."',
    },
  ]
}

function unsourced(file: string, chapter: Line[]): Problem[] {
  const problems: Problem[] = []
  let inFacts = false
  for (const { number, text } of chapter) {
    inFacts = text.startsWith('|') && (inFacts || isFactsHead(text))
    if (!inFacts || isFactsHead(text) || RULE.test(text) || SOURCE.test(cells(text).at(-1)!))
      continue
    problems.push({
      file: `${file}:${number}`,
      what: 'has a fact without a source',
      fix: 'Give a link to the page that says so, or "SDK text"',
    })
  }
  return problems
}

function changeProblems(file: string, chapter: Line[]): Problem[] {
  return chapter
    .slice(1)
    .filter(({ text }) => text.trim() !== '' && !(YEAR.test(text) && SOURCE.test(text)))
    .map(({ number, text }) => ({
      file: `${file}:${number}`,
      what: `has a change without ${YEAR.test(text) ? 'a source' : 'a date'}`,
      fix: `Under "${CHANGES}", each point is one line with a year and a link, or "SDK text"`,
    }))
}

/** What stands under each heading of the second level, heading included. */
function chapters(text: string): Line[][] {
  const all: Line[][] = [[]]
  for (const [index, line] of proseLines(text).entries()) {
    if (line.startsWith('## ')) all.push([])
    all.at(-1)!.push({ number: index + 1, text: line })
  }
  return all
}

function title([first]: Line[]): string {
  return first?.text.replace(/^#+/, '').trim() ?? ''
}

function isFactsHead(line: string): boolean {
  return cells(line).at(-1)?.toLowerCase() === 'source'
}

function cells(line: string): string[] {
  if (!line.startsWith('|')) return []
  return line
    .replace(/\|\s*$/, '')
    .split('|')
    .slice(1)
    .map((cell) => cell.trim())
}
