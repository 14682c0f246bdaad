import { emptyItem } from '../attribute-value.ts'
import type { Item } from '../attribute-value.ts'
import { valueAt } from '../expressions/paths.ts'
import type { Path } from '../expressions/paths.ts'
import { invalid, notEmulated } from '../refusal.ts'
import type { Term } from './syntax.ts'

/** The paths that a select names. */
export function projectedPaths(terms: readonly Term[] | undefined): Path[] | undefined {
  const paths = terms?.map(pathOf)
  const names = paths?.map(nameOf) ?? []
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw invalid(`Duplicate identifiers in select clause: ${twice}`)
  return paths
}

/** The row that a select makes of an item: the last name of each path, and what is there. */
export function rowOf(item: Readonly<Item>, paths: readonly Path[]): Item {
  const row = emptyItem()
  for (const path of paths) {
    const value = valueAt(item, path)
    if (value) row[nameOf(path)] = value
  }
  return row
}

function pathOf(term: Term): Path {
  if (term.kind === 'path') return term.path
  throw notEmulated('SELECT of anything but attributes and paths')
}

/** AWS documents no name for an element of a list; with its index, it is the path's own text. */
function nameOf(path: Path): string {
  const from = path.findLastIndex((step) => typeof step === 'string')
  const [name, ...indexes] = path.slice(from)
  return `${name}${indexes.map((index) => `[${index}]`).join('')}`
}
