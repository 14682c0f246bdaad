import { copyItem } from '../attribute-value.ts'
import type { Item } from '../attribute-value.ts'
import type { Path } from '../expressions/paths.ts'
import { project } from '../expressions/projection.ts'
import type { WriteEffect } from '../table.ts'
import type { Writing } from './statement-write.ts'

/** The item that a `RETURNING` clause asks for; undefined where there is nothing to return. */
export function returnedItem(statement: Writing, { before, after }: WriteEffect): Item | undefined {
  if (statement.kind !== 'update' && statement.kind !== 'delete') return undefined
  const { returning } = statement
  const entry = returning?.when === 'NEW' ? after : before
  if (!returning || !entry) return undefined
  if (returning.which === 'ALL') return copyItem(entry.item)
  const paths: readonly Path[] =
    statement.kind === 'update' ? statement.changes.map(({ path }) => path) : []
  const modified = project(entry.item, paths)
  return Object.keys(modified).length > 0 ? copyItem(modified) : undefined
}
