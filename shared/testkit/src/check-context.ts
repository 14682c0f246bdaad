import { randomBytes } from 'node:crypto'
import { setTimeout as realTimeout } from 'node:timers/promises'
import { Gateway } from '@workshop/aws/gateway'
import type { AwsCall } from '@workshop/aws/intercept'
import type { Target } from '@workshop/aws/target'
import { VirtualClock } from '@workshop/aws/clock'
import { CheckAws } from './check-aws.ts'
import { type Log, type LogLine, recordingLog, type Sleep } from './deps.ts'
import { forwardTo } from './forward.ts'
import { markNow, markRandom } from './membrane/crossing.ts'
import type { Session } from './membrane/host.ts'
import { holdsFor, type Property } from './property.ts'
import { seededRandom } from './membrane/seeded-random.ts'

/** What a check is handed: an AWS of its own, a clock of its own, and what functions get as deps. */
export interface CheckContext {
  aws: CheckAws
  /** Virtual time: `advance(ms)` moves it, firing what comes due on the way. */
  clock: { now(): number; advance(ms: number): Promise<void> }
  /** For `deps.sleep`. */
  sleep: Sleep
  /** For `deps.now`; the box has a replica. */
  now: () => number
  /** For `deps.random`; the box has a replica with the same seed. */
  random: () => number
  /** For `deps.log`; what was written stands in `logged`. */
  log: Log
  logged: readonly LogLine[]
  /** This check's seed: the run's, mixed with the check's name. */
  seed: number
  /** Checks a property on random data drawn from the seed. */
  holdsFor: Property
}

/** Everything that exists for one run of one check. */
export interface CheckRun {
  context: CheckContext
  session: Session
  clock: VirtualClock
  /** Assertions that failed in callbacks, where the candidate may have caught them. */
  failures: readonly Error[]
}

/** Makes the world of one check: a clock, a gateway before a target, deterministic randomness. */
export function prepareCheck(options: {
  seed: number
  target: (world: { clock: VirtualClock; randomHex: (bytes: number) => string }) => Target
}): CheckRun {
  const { seed } = options
  const clock = new VirtualClock()
  const idRandom = seededRandom(seed ^ 0x5eed)
  const randomHex = (bytes: number) =>
    Array.from({ length: bytes }, () => hexByte(idRandom())).join('')
  const target = options.target({ clock, randomHex })
  const gateway = new Gateway({ target, now: clock.now })
  // Drawn in either case, so that what follows is the same on every target.
  const repeatable = randomHex(4)
  const suffix = target.isShared ? randomBytes(6).toString('hex') : repeatable
  const pause = target.isShared ? (ms: number) => sleepReally(ms, clock) : clock.sleep
  const aws = new CheckAws({ gateway, sleep: clock.sleep, pause, suffix })
  const { log, lines } = recordingLog()
  const context: CheckContext = {
    aws,
    clock: { now: clock.now, advance: (ms) => clock.advance(ms) },
    sleep: (ms, options) => clock.sleep(ms, options),
    now: markNow(clock.now),
    random: markRandom(seededRandom(seed), seed),
    log,
    logged: lines,
    seed,
    holdsFor: holdsFor(seed),
  }
  const failures: Error[] = []
  const session: Session = {
    clock,
    failed: (assertion) => void failures.push(assertion),
    aws: gateway.fromCandidate,
    awsFor: (client) => aws.handlerOf(client) ?? ((call: AwsCall) => forwardTo(client, call)),
  }
  return { context, session, clock, failures }
}

/** Lets real time pass, and no virtual time. */
async function sleepReally(ms: number, clock: VirtualClock): Promise<void> {
  const release = clock.hold()
  try {
    await realTimeout(ms)
  } finally {
    release()
  }
}

function hexByte(random: number): string {
  return Math.floor(random * 256)
    .toString(16)
    .padStart(2, '0')
}
