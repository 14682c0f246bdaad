import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb'
import { Constraints } from './constraints.ts'
import type { Database } from './database.ts'
import { Refusal } from './refusal.ts'
import type { Table } from './table.ts'

const DAY = 24 * 60 * 60 * 1000

/** `LatestRestorableDateTime` is "typically 5 minutes before the current time" (SDK text). */
const LAG = 5 * 60 * 1000

/** AWS: API page UpdateContinuousBackups. The fake keeps the setting; it restores nothing. */
export function updateContinuousBackups(
  database: Database,
  input: UpdateContinuousBackupsInput,
): UpdateContinuousBackupsOutput {
  const { PointInTimeRecoverySpecification: wanted } = input
  const days = wanted?.RecoveryPeriodInDays
  const path = 'pointInTimeRecoverySpecification'
  new Constraints()
    .tableName(input.TableName)
    .required(path, wanted)
    .required(`${path}.pointInTimeRecoveryEnabled`, wanted && wanted.PointInTimeRecoveryEnabled)
    .range(`${path}.recoveryPeriodInDays`, days, { min: 1, max: 35 })
    .enforce()
  const { settings } = tableOf(database, input.TableName)
  if (wanted?.PointInTimeRecoveryEnabled) {
    const since = settings.recovery?.since ?? database.now
    settings.recovery = { since, days: days ?? settings.recovery?.days ?? 35 }
  } else {
    settings.recovery = undefined
  }
  return { ContinuousBackupsDescription: describe(settings, database.now) }
}

/** AWS: API page DescribeContinuousBackups. */
export function describeContinuousBackups(
  database: Database,
  input: DescribeContinuousBackupsInput,
): DescribeContinuousBackupsOutput {
  new Constraints().tableName(input.TableName).enforce()
  const { settings } = tableOf(database, input.TableName)
  return { ContinuousBackupsDescription: describe(settings, database.now) }
}

function tableOf(database: Database, name: string | undefined): Table {
  try {
    return database.table(name ?? '')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal('TableNotFoundException', `Table not found: ${name}`)
  }
}

function describe({ recovery }: Table['settings'], now: number): ContinuousBackupsDescription {
  if (!recovery) {
    return {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    }
  }
  const earliest = Math.max(recovery.since, now - recovery.days * DAY)
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: recovery.days,
      EarliestRestorableDateTime: new Date(earliest),
      LatestRestorableDateTime: new Date(Math.max(earliest, now - LAG)),
    },
  }
}
