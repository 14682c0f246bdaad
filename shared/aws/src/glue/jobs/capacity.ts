import type { JobCommand, WorkerType } from '@aws-sdk/client-glue'
import { isAtLeast } from './glue-version.ts'
import { checkInteger, requireOneOf } from '../constraints.ts'
import { invalidInput, type Part } from '../refusal.ts'

/** DPUs of a worker, by its type (SDK text, WorkerType). */
const DPUS = {
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  'G.12X': 12,
  'G.16X': 16,
  'R.1X': 1,
  'R.2X': 2,
  'R.4X': 4,
  'R.8X': 8,
  Standard: 1,
  'Z.2X': 2,
} as const satisfies Record<WorkerType, number>

const WORKER_TYPES = Object.keys(DPUS) as WorkerType[]

/** Worker types that came with a version (SDK text, WorkerType). */
const SINCE: Partial<Record<WorkerType, string>> = {
  'G.025X': '3.0',
  'G.4X': '3.0',
  'G.8X': '3.0',
  'G.12X': '4.0',
  'G.16X': '4.0',
  'R.1X': '4.0',
  'R.2X': '4.0',
  'R.4X': '4.0',
  'R.8X': '4.0',
}

interface CapacityRequest {
  MaxCapacity?: number | undefined
  WorkerType?: string | undefined
  NumberOfWorkers?: number | undefined
}

interface Environment {
  command: JobCommand['Name']
  version: string
}

/**
 * Returns the capacity of a job: what it names, or AWS's default for its kind. `MaxCapacity`, in
 * DPUs, is always there. Sources: SDK text of MaxCapacity and WorkerType; the developer guide,
 * "Adding jobs in AWS Glue", for G.1X by default and 299 workers at most. That 10 DPUs by default
 * are 10 workers is our reading. Throws InvalidInputException for a combination AWS refuses.
 */
export function capacityOf(part: Part, input: CapacityRequest, environment: Environment) {
  const { MaxCapacity, WorkerType, NumberOfWorkers } = input
  checkInteger(part, ['numberOfWorkers', NumberOfWorkers], { min: 1, max: 299 })
  if (MaxCapacity !== undefined) {
    if (WorkerType === undefined && NumberOfWorkers === undefined) {
      return { MaxCapacity: checkMaxCapacity(part, MaxCapacity, environment) }
    }
    const text = 'Please do not set Max Capacity if using Worker Type and Number of Workers.'
    throw invalidInput(part, text)
  }
  if (environment.command === 'pythonshell') {
    if (WorkerType === undefined && NumberOfWorkers === undefined) return { MaxCapacity: 0.0625 }
    throw invalidInput(part, 'Python shell jobs take Max Capacity, not Worker Type.')
  }
  if ((WorkerType === undefined) !== (NumberOfWorkers === undefined)) {
    throw invalidInput(part, 'Worker Type and Number of Workers must be set together.')
  }
  const fallback = environment.command === 'glueray' ? 'Z.2X' : 'G.1X'
  const type = requireOneOf(part, ['workerType', WorkerType ?? fallback], WORKER_TYPES)
  checkWorkerType(part, type, environment)
  const workers = NumberOfWorkers ?? 10
  return { WorkerType: type, NumberOfWorkers: workers, MaxCapacity: workers * DPUS[type] }
}

function checkMaxCapacity(part: Part, dpus: number, { command, version }: Environment): number {
  if (command === 'pythonshell') {
    if (dpus === 0.0625 || dpus === 1) return dpus
    throw invalidInput(part, 'Max Capacity of a Python shell job must be 0.0625 or 1.')
  }
  if (isAtLeast(version, '2.0')) {
    const text = 'Use Worker Type and Number of Workers instead.'
    throw invalidInput(part, `Max Capacity cannot be set for Glue version 2.0 and later. ${text}`)
  }
  if (Number.isInteger(dpus) && dpus >= 2 && dpus <= 100) return dpus
  throw invalidInput(part, 'Max Capacity of a Spark job must be a whole number from 2 to 100.')
}

function checkWorkerType(part: Part, type: WorkerType, { command, version }: Environment): void {
  const isForRay = type === 'Z.2X'
  const isForStreams = type === 'G.025X'
  const isTooNew = !isAtLeast(version, SINCE[type] ?? '0.9')
  const fits =
    isForRay === (command === 'glueray') && (!isForStreams || command === 'gluestreaming')
  if (fits && !isTooNew) return
  throw invalidInput(
    part,
    `Worker type ${type} is not supported by ${command} jobs of version ${version}.`,
  )
}
