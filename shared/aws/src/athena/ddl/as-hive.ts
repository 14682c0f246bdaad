import { GlueFailure } from '../catalog/glue-catalog.ts'
import { hiveFailure } from '../executions/outcome.ts'

/** Does something with the catalog; what Glue does not do fails as Hive tells it (`QueryError`). */
export function asHive<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof GlueFailure) throw hiveFailure(error.message, error.exception)
    throw error
  }
}
