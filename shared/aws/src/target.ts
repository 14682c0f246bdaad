import type { AwsCall } from './intercept.ts'

/** Whether a target can serve what an exercise needs. */
export type Support = { ok: true } | { ok: false; reason: string }

/** Something that answers AWS calls: the fakes, or an endpoint. */
export interface Target {
  readonly name: 'mock' | 'localstack'
  /** Whether its account outlives a check, so that names may not come back. */
  readonly isShared: boolean
  /** Says whether the target serves an AWS service (its short name, as in `S3`). */
  supports(service: string): Promise<Support>
  handle(call: AwsCall): Promise<object>
}
