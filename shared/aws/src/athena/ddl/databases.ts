import type { Account } from '../account.ts'
import { allTables, glueCall, GlueFailure } from '../catalog/glue-catalog.ts'
import { hiveFailure, NOTHING, type Outcome } from '../executions/outcome.ts'
import type { Statement } from '../statements/statement.ts'

type Of<Kind extends Statement['kind']> = Statement & { kind: Kind }

/** CREATE DATABASE. */
export function createDatabase(account: Account, statement: Of<'create-database'>): Outcome {
  const { name, comment, location, properties, ifNotExists } = statement
  const DatabaseInput = {
    Name: name,
    Description: comment,
    LocationUri: location,
    Parameters: properties,
  }
  unlessKnown(ifNotExists, 'AlreadyExistsException', () =>
    glueCall(account, 'CreateDatabase', { DatabaseInput }),
  )
  return NOTHING
}

/** DROP DATABASE: with tables in it, only by CASCADE. */
export function dropDatabase(account: Account, statement: Of<'drop-database'>): Outcome {
  const { name, cascade, ifExists } = statement
  unlessKnown(ifExists, 'EntityNotFoundException', () => {
    if (!cascade && allTables(account, name).length > 0) {
      const message = `Database ${name} is not empty. One or more tables exist.`
      throw hiveFailure(message, 'InvalidOperationException')
    }
    glueCall(account, 'DeleteDatabase', { Name: name })
  })
  return NOTHING
}

/** Does something; one exception of Glue's does not matter if `isFine`. */
export function unlessKnown(isFine: boolean, exception: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const isThis = error instanceof GlueFailure && error.exception === exception
    if (!isThis || !isFine) throw error
  }
}
