/**
 * The names that fit a pattern, or all: `*` is for any characters, and `|` stands between alternatives
 * (user guide, "SHOW TABLES", "SHOW VIEWS").
 */
export function matching(names: string[], pattern: string | undefined): string[] {
  if (pattern === undefined) return names
  const alternatives = pattern
    .toLowerCase()
    .split('|')
    .map((one) => one.replace(/^\.(?=\*)/, '').split(/\.?\*/))
  return names.filter((name) => alternatives.some((pieces) => fits(name, pieces)))
}

/** Whether a name is these pieces with anything between them. */
function fits(name: string, pieces: string[]): boolean {
  const [first = '', ...rest] = pieces
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1
    const found = isLast ? name.length - piece.length : name.indexOf(piece, at)
    if (found < at || !name.startsWith(piece, found)) return false
    at = found + piece.length
  }
  return at === name.length
}
