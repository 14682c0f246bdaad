import { matchingTexts } from '../patterns.ts'

/**
 * The paths that match any of the exclude patterns as a whole (developer guide, "Include and
 * exclude patterns"): `*` and `?` stay within a folder, `**` does not; `[…]` and `{…,…}` choose.
 * Throws SyntaxError or RangeError for a pattern that cannot be used.
 */
export function excludedPaths(paths: readonly string[], patterns: readonly string[]): Set<string> {
  return new Set(patterns.flatMap((pattern) => matchingTexts(globSource(pattern), paths)))
}

const GLOB = /\\(?<escaped>.)|(?<wild>\*+)|(?<one>\?)|\[(?<not>!?)(?<set>[^\]]+)\]|(?<plain>.)/gsu

/** The source of a regular expression that matches what a glob does. */
function globSource(glob: string): string {
  let isInGroup = false
  return Array.from(glob.trim().matchAll(GLOB), ({ groups = {} }) => {
    const { escaped, wild, one, not, set, plain = '' } = groups
    if (escaped) return literal(escaped)
    if (wild) return wild.length > 1 ? '.*' : '[^/]*'
    if (one) return '[^/]'
    if (set) return `(?!/)[${not ? '^' : ''}${set.replaceAll(/[\\^[\]]/g, String.raw`\$&`)}]`
    if (plain === '{') isInGroup = true
    if (plain === '{') return '(?:'
    if (plain === ',' && isInGroup) return '|'
    if (plain === '}' && isInGroup) {
      isInGroup = false
      return ')'
    }
    return literal(plain)
  }).join('')
}

function literal(character: string): string {
  return character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
