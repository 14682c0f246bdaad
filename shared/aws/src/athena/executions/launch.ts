import type { Account } from '../account.ts'
import { runDdl } from '../ddl/run-ddl.ts'
import { asHive } from '../ddl/as-hive.ts'
import { checkNewTable, createTableAs } from '../ddl/create-table-as.ts'
import { insertInto } from '../ddl/insert-into.ts'
import { insertTarget } from '../ddl/insert-target.ts'
import { unload } from '../ddl/unload.ts'
import { createView } from '../ddl/views.ts'
import type { Answer, Job } from '../engine/job.ts'
import { snapshot } from '../engine/snapshot.ts'
import { notEmulated } from '../refusal.ts'
import { findWorkGroup } from '../workgroups.ts'
import { type Ending, type Execution, QUERY_TAKES_MS } from './execution.ts'
import { type Outcome, QueryError } from './outcome.ts'
import { writeResult } from './result-files.ts'

/**
 * Sets a query going. It ends by a timer and not by an agenda: who waits for its result in S3 does
 * not ask Athena. While the engine works the clock stands still, so that its answer is there in
 * time, however long that really takes.
 */
export function launch(account: Account, execution: Execution, database: string): void {
  const { clock } = account.world
  const work = begun(() => workOf(account, execution, database))
  account.active.add(execution.id)
  const cancel = clock.setTimer(QUERY_TAKES_MS, () => {
    account.active.delete(execution.id)
    execution.ended = endingOf(account, execution, work.finish)
  })
  execution.stop = () => {
    account.active.delete(execution.id)
    cancel()
    work.stop()
  }
}

/** What runs for a query meanwhile, and what is done at its end. */
interface Work {
  finish(): Outcome
  stop(): void
}

/** What fails a query at once is told at its end, like anything that does. */
function begun(begin: () => Work): Work {
  try {
    return begin()
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    return {
      finish() {
        throw error
      },
      stop() {},
    }
  }
}

function workOf(account: Account, execution: Execution, database: string): Work {
  const { statement } = execution
  switch (statement.kind) {
    case 'select':
      return engineWork(account, { statement, database }, ({ columns, rows, bytesScanned }) => {
        return { columns, rows, bytesScanned, isQuery: true }
      })
    case 'create-table-as': {
      const { into } = statement
      checkNewTable(account, execution, into)
      const wanted = { write: into.writing }
      return engineWork(account, { statement, database, wanted }, (answer) =>
        createTableAs(account, execution, { into, answer }),
      )
    }
    case 'insert': {
      const { name } = statement
      const target = insertTarget(account, statement)
      const wanted = { write: target.writing }
      return engineWork(account, { statement, database, wanted }, (answer) =>
        asHive(() => insertInto(account, execution, { name, target, answer })),
      )
    }
    case 'unload': {
      const wanted = { write: statement.writing }
      return engineWork(account, { statement, database, wanted }, (answer) =>
        unload(account, execution, { statement, answer }),
      )
    }
    case 'create-view': {
      const describe = { database: statement.name.database, name: statement.name.table }
      const wanted = { describe }
      return engineWork(account, { statement, database, wanted }, ({ columns }) =>
        asHive(() => createView(account, statement, { database, columns })),
      )
    }
    default:
      return { finish: () => runDdl(account, execution), stop() {} }
  }
}

interface Asking {
  statement: { sql: string }
  /** That of tables without one. */
  database: string
  /** What else the engine is asked for. */
  wanted?: Partial<Job>
}

function engineWork(
  account: Account,
  asking: Asking,
  outcomeOf: (answer: Answer & { status: 'done' }) => Outcome,
): Work {
  const { answer, stop } = startEngine(account, asking)
  const finish = () => {
    const given = answer()
    if (given.status === 'failed') throw new EngineFailure(given)
    return outcomeOf(given)
  }
  return { finish, stop }
}

function startEngine(account: Account, { statement: { sql }, database, wanted }: Asking) {
  const { engine, world } = account
  const problem = engine.problem()
  if (problem !== undefined) throw notEmulated(account, `queries here: ${problem} No query`)
  const { job, contentsOf } = snapshot(account, { sql, database })
  const controller = new AbortController()
  const release = world.clock.hold()
  let answer: Answer = LOST
  // A check that is over leaves no process behind.
  const signal = AbortSignal.any([controller.signal, world.clock.over])
  void engine
    .run({ ...job, ...wanted }, { contentsOf, signal })
    .then((given) => (answer = given))
    .finally(release)
  return {
    answer: () => answer,
    stop() {
      controller.abort()
      release()
    },
  }
}

const LOST: Answer = {
  status: 'failed',
  reason: 'INTERNAL_ERROR: The engine gave no answer',
  kind: 'not-emulated',
  bytesScanned: 0,
}

class EngineFailure extends QueryError {
  readonly bytesScanned: number

  constructor({ reason, kind, bytesScanned }: Answer & { status: 'failed' }) {
    super(reason, kind)
    this.bytesScanned = bytesScanned
  }
}

function endingOf(account: Account, execution: Execution, finish: () => Outcome): Ending {
  const at = account.world.clock.now()
  try {
    const outcome = finish()
    if (outcome.bytesScanned > limitOf(account, execution)) {
      const reason = 'Bytes scanned limit was exceeded'
      return { state: 'CANCELLED', at, reason, bytesScanned: outcome.bytesScanned }
    }
    writeResult(account, execution, outcome)
    return { state: 'SUCCEEDED', at, outcome }
  } catch (error) {
    if (!(error instanceof QueryError)) return mistake(at, error as Error & { $fault?: string })
    const bytesScanned = error instanceof EngineFailure ? error.bytesScanned : 0
    return failed({ at, reason: error.message, kind: error.kind, bytesScanned })
  }
}

/** A refusal of AWS fails the query; so does a mistake of ours, which must not end the process. */
function mistake(at: number, error: Error & { $fault?: string }): Ending {
  const reason = error.$fault === undefined ? `INTERNAL_ERROR: ${error.stack}` : error.message
  return failed({ at, reason, kind: 'query', bytesScanned: 0 })
}

function limitOf(account: Account, { workGroup }: Execution): number {
  const { configuration } = findWorkGroup(account, workGroup)
  return configuration.BytesScannedCutoffPerQuery ?? Number.POSITIVE_INFINITY
}

/** Categories: 2 is the user's, 3 another (SDK text, AthenaError). ErrorType is not told. */
function failed(
  failure: { at: number; reason: string; bytesScanned: number } & Pick<QueryError, 'kind'>,
): Ending {
  const { at, reason, kind, bytesScanned } = failure
  const ErrorCategory = kind === 'query' ? 2 : 3
  const error = { ErrorCategory, Retryable: false, ErrorMessage: reason }
  return { state: 'FAILED', at, reason, bytesScanned, error }
}
