import { NAME } from '../constraints.ts'
import { invalid } from '../refusal.ts'
import type { Source } from './syntax.ts'

/** The table and, if one is named, the index that a statement is about. */
export interface Named {
  table: string
  index: string | undefined
}

const TABLE_NAME = new RegExp(`^${NAME}$`)

/** Checks the names in a statement, before any table is looked for. Throws AWS's errors. */
export function namedSource({ components, aliased }: Source): Named {
  if (aliased) throw invalid('Aliasing is not supported')
  if (components.includes('')) throw invalid('Path component cannot be an empty string')
  if (components.length > 2) {
    throw invalid('A path may contain at most 2 components in the FROM clause')
  }
  const [table = '', index] = components
  if (table.length < 3 || table.length > 255 || !TABLE_NAME.test(table)) {
    throw invalid(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
    )
  }
  return { table, index }
}
