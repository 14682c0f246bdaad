// Longer than most: what a box may not do, tried at every tier.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tier } from '../../result.ts'
import type { BoxProcess } from './box-process.ts'
import { type Budgets, DEFAULT_BUDGETS } from './budgets.ts'
import { detectTier } from './detect-tier.ts'
import { GUARANTEES } from './guarantees.ts'
import { type Attack, ATTACKS, type Flood, FLOODS, type Stopper } from './hostile/attacks.ts'
import { HostileWorld } from './hostile/hostile-world.ts'
import {
  attempt,
  firstAnswer,
  inBox,
  inBoxWithoutNodesLocks,
  type Surroundings,
  unprotected,
} from './hostile/surroundings.ts'
import { launchBox } from './launch-box.ts'
import { familyOf, isAlive } from './processes.ts'
import { BoxStock } from './stock.ts'

const SMALL: Budgets = { memoryMb: 256, cpuSeconds: 1, outputBytes: 1 << 20 }

const tiers = await availableTiers()
let world: HostileWorld

beforeAll(async () => {
  world = await HostileWorld.create()
})

afterAll(() => world[Symbol.asyncDispose]())

for (const tier of tiers) {
  const surroundings = inBox(await detectTier(tier))

  describe(`the ${tier} tier`, () => {
    for (const attack of ATTACKS) {
      if (isStopped(attack, surroundings)) {
        test(`stops code that ${attack.name}`, () => expectStopped(attack, surroundings))
      } else {
        test(`admits that it does not stop code that ${attack.name}`, async () => {
          const outcome = await attempt(attack, { world, surroundings })
          expect(outcome).toMatchObject({ succeeded: true })
          const admissions = attack.stoppedBy.map((stopper) => sentenceOf(stopper))
          expect(surroundings.plan.tier.lacks).toEqual(
            expect.arrayContaining(admissions.filter((sentence) => sentence !== undefined)),
          )
        })
      }
    }

    for (const flood of FLOODS) {
      test(`stops code that ${flood.name}`, () => expectFloodStopped(flood, surroundings))
    }

    test('passes an environment on in which everything is listed', async () => {
      const box = surroundings.start(world, 'return process.env', DEFAULT_BUDGETS)
      const answer = await firstAnswer(box)
      await box.kill()
      const bundle = box.inside.bundle
      const listed = {
        TZ: 'Asia/Kolkata',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
        AWS_SECRET_ACCESS_KEY: 'no-secret-the-box-has-no-network',
        AWS_EC2_METADATA_DISABLED: 'true',
        HOME: '/nonexistent',
        NODE_COMPILE_CACHE: `${bundle}/compile-cache`,
        NODE_COMPILE_CACHE_PORTABLE: '1',
      }
      // bubblewrap adds where it starts.
      const added = surroundings.plan.tools.bwrap ? { PWD: '/' } : {}
      expect(answer).toEqual({ evidence: { ...listed, ...added } })
    })

    test('passes on no socket and no file but its output and its channels', async () => {
      const code = `const found = []
        for (let descriptor = 0; descriptor < 1024; descriptor++) {
          try {
            const stats = use('fs').fstatSync(descriptor)
            if (stats.isSocket() || stats.isFile() || stats.isDirectory()) found.push(descriptor)
          } catch {}
        }
        return found`
      const box = surroundings.start(world, code, DEFAULT_BUDGETS)
      expect(await firstAnswer(box)).toEqual({ evidence: [1, 2, 3, 4] })
      await box.kill()
    })

    test('starts boxes for a stock, and none is left when it closes', async () => {
      const code = `const fs = use('fs')
        fs.readSync(4, Buffer.alloc(1), 0, 1)
        return fs.readFileSync(process.argv[2] + '/claim.ts', 'utf8')`
      const { plan } = surroundings
      const bundle = world.bundle(code, { inside: null })
      const boxes: BoxProcess[] = []
      const stock = new BoxStock({
        size: 2,
        directory: world.directory,
        launch: (slot) => {
          boxes.push(launchBox({ tier: plan, bundle, slot }))
          return boxes.at(-1) as BoxProcess
        },
      })
      const { box, slot } = stock.take()
      writeFileSync(join(slot, 'claim.ts'), 'export {}')
      box.syncChannel.write('.')
      expect(await firstAnswer(box)).toEqual({ evidence: 'export {}' })
      const family = boxes.flatMap(({ pid }) => familyOf(pid, plan.machine.platform))
      await stock.close()
      expect(family.filter((member) => isAlive(member, plan.machine.platform))).toEqual([])
      expect(existsSync(slot)).toBe(false)
    })

    test('gives it a channel whose reads wait for the grader', async () => {
      const code = `const fs = use('fs'), answer = Buffer.alloc(9)
        fs.writeSync(4, 'question?')
        return answer.toString('utf8', 0, fs.readSync(4, answer, 0, 9))`
      const box = surroundings.start(world, code, DEFAULT_BUDGETS)
      const answer = firstAnswer(box)
      box.syncChannel.once('data', (question: Buffer) => {
        setTimeout(() => box.syncChannel.write(String(question).toUpperCase()), 20)
      })
      expect(await answer).toEqual({ evidence: 'QUESTION?' })
      await box.kill()
    })

    test('shows it what the grader puts into its slot later', async () => {
      const code = `const fs = use('fs')
        fs.readSync(4, Buffer.alloc(1), 0, 1)
        return fs.readFileSync(process.argv[2] + '/../slot/late.txt', 'utf8')`
      const box = surroundings.start(world, code, DEFAULT_BUDGETS)
      world.fillSlot('late.txt', 'handed in')
      box.syncChannel.write('.')
      expect(await firstAnswer(box)).toEqual({ evidence: 'handed in' })
      await box.kill()
    })

    test('ends a busy box at once when it is killed, however often', async () => {
      const code = `use('fs').writeSync(3, '{"evidence":"busy"}'); for (;;);`
      const box = surroundings.start(world, code, DEFAULT_BUDGETS)
      await firstAnswer(box)
      await Promise.all([box.kill(), box.kill()])
      expect(await box.ended).toEqual({ code: null, signal: 'SIGKILL' })
      expect(box.breach).toBeUndefined()
    })
  })
}

if (tiers.includes('full')) {
  const surroundings = inBoxWithoutNodesLocks(await detectTier('full'))

  describe('the full tier with the locks of node itself picked', () => {
    for (const attack of ATTACKS.filter((candidate) => isStopped(candidate, surroundings))) {
      test(`stops code that ${attack.name}`, () => expectStopped(attack, surroundings))
    }
    for (const flood of FLOODS) {
      test(`stops code that ${flood.name}`, () => expectFloodStopped(flood, surroundings))
    }
  })
}

describe('an unprotected process', async () => {
  const surroundings = await unprotected()

  for (const attack of ATTACKS) {
    test(`falls to code that ${attack.name}`, async () => {
      const outcome = await attempt(attack, { world, surroundings })
      expect(outcome).toMatchObject({ succeeded: true })
    })
  }

  for (const flood of FLOODS.filter(({ budget }) => budget === 'memory')) {
    test(`falls to code that ${flood.name}`, async () => {
      const box = surroundings.start(world, flood.code, {
        ...SMALL,
        memoryMb: 8192,
        cpuSeconds: 60,
      })
      const answer = await firstAnswer(box)
      await box.kill()
      expect(answer).toHaveProperty('evidence')
    }, 30_000)
  }
})

/** Those that this machine has, each once: on a machine without tools all three are `minimal`. */
async function availableTiers(): Promise<Tier['name'][]> {
  const names = ['full', 'partial', 'minimal'] as const
  const plans = await Promise.all(names.map((name) => detectTier(name)))
  return [...new Set(plans.map(({ tier }) => tier.name))]
}

function isStopped(attack: Attack, { stoppers }: Surroundings): boolean {
  return attack.stoppedBy.some((stopper) => stoppers.has(stopper))
}

async function expectStopped(attack: Attack, surroundings: Surroundings): Promise<void> {
  expect(await attempt(attack, { world, surroundings })).toMatchObject({ succeeded: false })
}

/** It was killed with its budget named, or it was refused the memory. */
async function expectFloodStopped(flood: Flood, surroundings: Surroundings): Promise<void> {
  const box = surroundings.start(world, flood.code, SMALL)
  const reports: string[] = []
  box.onBreach = (budget) => reports.push(budget)
  const answer = await firstAnswer(box)
  if ('refusal' in answer && /RangeError/.test(answer.refusal)) {
    expect(flood.budget).toBe('memory')
  } else {
    await box.ended
    expect(answer).not.toHaveProperty('evidence')
    expect(box.breach).toMatchObject({ budget: flood.budget })
    expect(reports).toEqual([flood.budget])
  }
  await box.kill()
}

function sentenceOf(stopper: Stopper): string | undefined {
  return stopper === 'launch' || stopper === 'node' ? undefined : GUARANTEES[stopper]
}
