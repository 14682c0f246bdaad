import * as sdk from '@aws-sdk/client-emr'
import type { RunJobFlowInput, StepConfig } from '@aws-sdk/client-emr'
import { Agenda } from '../agenda.ts'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { emrOperations } from './service.ts'

/** How long a cluster takes until it is ready. */
export const READY_MS = 180_000

/** A step that runs a command, `sleep 60` unless named. */
export function step(
  Name: string,
  { command = 'sleep 60', ...config }: Partial<StepConfig> & { command?: string } = {},
): StepConfig {
  const HadoopJarStep = { Jar: 'command-runner.jar', Args: ['bash', '-c', command] }
  return { Name, HadoopJarStep, ActionOnFailure: 'CONTINUE', ...config }
}

/** A fresh EMR, and the clock it lives by. */
export function testEmr() {
  const clock = new VirtualClock()
  let drawn = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const emr = emrOperations({ world, sdk, agenda: new Agenda(clock), clusters: new Map() })
  return {
    emr,
    clock,
    /** Starts a cluster that waits for steps, unless told otherwise; returns its id. */
    run: ({ Instances, ...input }: Partial<RunJobFlowInput> = {}): string =>
      emr.RunJobFlow({
        Name: 'cluster',
        Instances: { KeepJobFlowAliveWhenNoSteps: true, ...Instances },
        ...input,
      }).JobFlowId!,
    state: (ClusterId: string) => emr.DescribeCluster({ ClusterId }).Cluster?.Status?.State,
    /** The steps' names and states, in order of submission. */
    steps: (ClusterId: string) =>
      emr
        .ListSteps({ ClusterId })
        .Steps!.toReversed()
        .map(({ Name, Status }) => `${Name} ${Status?.State}`),
  }
}
