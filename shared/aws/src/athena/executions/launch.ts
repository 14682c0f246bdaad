import type { Account } from '../account.ts'
import { runDdl } from '../ddl/run-ddl.ts'
import { checkNewTable, createTableAs } from '../ddl/create-table-as.ts'
import type { Answer } from '../engine/job.ts'
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
  const work = workOf(account, execution, database)
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

function workOf(account: Account, execution: Execution, database: string): Work {
  const { statement } = execution
  if (statement.kind !== 'select' && statement.kind !== 'create-table-as') {
    return { finish: () => runDdl(account, execution), stop() {} }
  }
  const isTable = statement.kind === 'create-table-as'
  if (isTable) checkNewTable(account, execution, statement.into)
  const engine = startEngine(account, { sql: statement.sql, database, isTable, statement })
  const finish = () => {
    const answer = engine.answer()
    if (answer.status === 'failed') throw new EngineFailure(answer)
    if (isTable) return createTableAs(account, execution, { into: statement.into, answer })
    const { columns, rows, bytesScanned } = answer
    return { columns, rows, bytesScanned, isQuery: true }
  }
  return { finish, stop: engine.stop }
}

function startEngine(
  account: Account,
  options: { sql: string; database: string; isTable: boolean; statement: Execution['statement'] },
) {
  const { engine, world } = account
  const problem = engine.problem()
  if (problem !== undefined) throw notEmulated(account, `queries here: ${problem} No query`)
  const { sql, database, statement } = options
  const { job, contentsOf } = snapshot(account, { sql, database })
  const into = statement.kind === 'create-table-as' ? statement.into : undefined
  const controller = new AbortController()
  const release = world.clock.hold()
  let answer: Answer = LOST
  // A check that is over leaves no process behind.
  const signal = AbortSignal.any([controller.signal, world.clock.over])
  void engine
    .run({ ...job, write: into?.writing }, { contentsOf, signal })
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
