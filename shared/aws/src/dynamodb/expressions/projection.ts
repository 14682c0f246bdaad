import { emptyItem } from '../attribute-value.ts'
import type { AttributeValue, Item } from '../attribute-value.ts'
import { Parser } from './parser.ts'
import { pathProblem, valueAt } from './paths.ts'
import type { Path } from './paths.ts'
import type { Placeholders } from './placeholders.ts'
import { Problems } from './problems.ts'
import { reservedWordProblem } from './reserved-words.ts'

/** Parses and checks a projection expression: the paths to return. Throws AWS's errors. */
export function readProjection(expression: string, placeholders: Placeholders): Path[] {
  const parser = new Parser(expression, [])
  const written = parser.sequence(() => parser.path())
  parser.expectEnd()
  const problems = new Problems(['reserved', 'placeholder', 'paths'])
  const paths: Path[] = []
  for (const path of written) {
    problems.note('reserved', reservedWordProblem(path))
    const resolved = problems.attempt('placeholder', () => placeholders.path(path))
    if (resolved) paths.push(resolved)
  }
  problems.note('paths', pathProblem(paths))
  problems.throwFirst()
  return paths
}

/**
 * The parts of an item at some paths, nested as in the item. Elements taken from a list close up,
 * in the order of the list.
 */
export function project(item: Readonly<Item>, paths: readonly Path[]): Item {
  const result = emptyItem()
  const tree = treeOf(paths.filter((path) => valueAt(item, path) !== undefined))
  for (const [attribute, branch] of tree) {
    result[attribute as string] = prune(item[attribute as string] as AttributeValue, branch)
  }
  return result
}

/** What to keep below a step; nothing below it means all of it. */
interface Tree extends Map<string | number, Tree> {}

function treeOf(paths: readonly Path[]): Tree {
  const root: Tree = new Map()
  for (const path of paths) {
    let node = root
    for (const step of path) {
      const next = node.get(step) ?? new Map()
      node.set(step, next)
      node = next
    }
  }
  return root
}

function prune(value: AttributeValue, tree: Tree): AttributeValue {
  if (tree.size === 0) return value
  if (value.L !== undefined) {
    const { L } = value
    const indexes = [...tree.keys()].map(Number).sort((a, b) => a - b)
    return { L: indexes.map((index) => prune(L[index] as AttributeValue, tree.get(index) as Tree)) }
  }
  const M = emptyItem()
  for (const [step, branch] of tree) {
    M[step as string] = prune(value.M?.[step as string] as AttributeValue, branch)
  }
  return { M }
}
