import { LocalstackTarget } from '@workshop/aws/localstack-target'
import { exercisesOf, type LoadedExercise, type Section } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import { localstackTarget, mockTarget, type TargetFactory } from './target-factory.ts'

/** A target, and why it cannot serve some exercises. */
export interface ChosenTarget {
  target: TargetFactory
  unsupported: (exercise: LoadedExercise) => string | undefined
}

/**
 * The target that `--target` names. An endpoint is asked once for each service the exercises use.
 *
 * @throws {GraderError} for an unknown target, a missing AWS_ENDPOINT_URL, or one that is silent.
 */
export async function chooseTarget(
  name: string,
  {
    env,
    sections,
  }: { env: Readonly<Record<string, string | undefined>>; sections: readonly Section[] },
): Promise<ChosenTarget> {
  if (name === 'mock') return { target: mockTarget, unsupported: () => undefined }
  if (name !== 'localstack') {
    throw new GraderError(`There is no target "${name}"`, { fix: 'Use mock or localstack' })
  }
  const endpoint = endpointOf(env)
  await assertAnswers(endpoint)
  const lacking = await lackingServices(endpoint, exercisesOf(sections))
  return {
    target: localstackTarget(endpoint),
    unsupported: ({ exercise }) => {
      if (exercise.needsMock) return `Needs the fakes: ${exercise.needsMock}`
      return exercise.services?.map((service) => lacking.get(service)).find(Boolean)
    },
  }
}

/**
 * Refuses to grade where the target serves no exercise at all: "0 of 0 points" would look like a
 * result.
 *
 * @throws {GraderError} naming what is missing.
 */
export function assertServesSome(
  exercises: readonly LoadedExercise[],
  unsupported: ChosenTarget['unsupported'],
): void {
  const reasons = exercises.map(unsupported)
  if (reasons.length === 0 || reasons.includes(undefined)) return
  const what = exercises.length === 1 ? exercises[0]!.id : `any of ${exercises.length} exercises`
  throw new GraderError(`The target cannot serve ${what}. ${[...new Set(reasons)].join('. ')}`, {
    fix: 'Have AWS_ENDPOINT_URL name an endpoint that can, grade others with --only, or use --target mock',
  })
}

function endpointOf(env: Readonly<Record<string, string | undefined>>): string {
  const endpoint = env['AWS_ENDPOINT_URL']
  if (endpoint !== undefined && URL.canParse(endpoint)) return endpoint
  throw new GraderError('The target "localstack" needs a URL in AWS_ENDPOINT_URL', {
    fix: 'Set it, as in AWS_ENDPOINT_URL=http://127.0.0.1:4566',
  })
}

async function assertAnswers(endpoint: string): Promise<void> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(3_000), redirect: 'manual' })
  } catch (error) {
    throw new GraderError(`Nothing answers at "${endpoint}" (AWS_ENDPOINT_URL) within 3 s`, {
      fix: 'Start LocalStack or moto there, or use --target mock',
      cause: error,
    })
  }
}

async function lackingServices(endpoint: string, exercises: readonly LoadedExercise[]) {
  const services = new Set(exercises.flatMap(({ exercise }) => exercise.services ?? []))
  const probe = new LocalstackTarget({ endpoint })
  const lacking = new Map<string, string>()
  for (const service of services) {
    const support = await probe.supports(service)
    if (!support.ok) lacking.set(service, support.reason)
  }
  return lacking
}
