import { getFormattedTokens } from 'sucrase'

/**
 * Finds where a source has a namespace that is not merely declared, as `line:column`. The
 * transpiler takes every namespace for a type, and would drop one with values without a word.
 */
export function findNamespace(source: string): string | undefined {
  if (!/\b(namespace|module)\b/.test(source)) return undefined
  const tokens = typeTokens(source)
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i - 1]?.text === 'declare') i = endOfBlock(tokens, i)
    else if (isNamespace(tokens, i)) return tokens[i]!.at
  }
  return undefined
}

interface TypeToken {
  at: string
  label: string
  text: string
}

/** The tokens that the transpiler drops. Its table has them as `3:8-3:17  name  namespace … isType`. */
function typeTokens(source: string): TypeToken[] {
  const table = getFormattedTokens(source, { transforms: ['typescript'] })
  return Array.from(
    table.matchAll(/^(?<at>\d+:\d+)-\S+ +(?<label>\S+) +(?<text>\S+).* isType/gm),
    ({ groups }) => groups as unknown as TypeToken,
  )
}

function isNamespace(tokens: TypeToken[], i: number): boolean {
  const [word, name, next] = tokens.slice(i, i + 3)
  const isWord = word?.text === 'namespace' || word?.text === 'module'
  // Either word is also a plain name, as in `{ module: string }`.
  return isWord && name?.label === 'name' && (next?.text === '{' || next?.text === '.')
}

/** Where the block after `declare namespace Rows` ends; where there is none, the same place. */
function endOfBlock(tokens: TypeToken[], start: number): number {
  let end = start + 1
  if (tokens[end]?.label === 'name' || tokens[end]?.label === 'string') end++
  while (tokens[end]?.label === '.') end += 2
  if (tokens[end]?.label !== '{') return start
  for (let depth = 0; end < tokens.length; end++) {
    if (/^\$?\{$/.test(tokens[end]!.label)) depth++
    if (tokens[end]!.label === '}' && --depth === 0) break
  }
  return end
}
