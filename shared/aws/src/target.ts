import type { AwsCall } from './intercept.ts'

/** Whether a target can serve what an exercise needs. */
export type Support = { ok: true } | { ok: false; reason: string }

/** Something that answers AWS calls: the fakes, or an endpoint. */
export interface Target {
  readonly name: 'mock' | 'localstack'
  /** What only the fakes can do, such as moving the clock, is declared by checks and asked here. */
  readonly virtualTime: boolean
  /** Says whether the target serves an AWS service (its short name, as in `S3`). */
  supports(service: string): Promise<Support>
  handle(call: AwsCall): Promise<object>
}
