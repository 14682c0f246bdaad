import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { startDynalite } from './dynalite.ts'
import { callCosts } from './gateway-cost.ts'
import { growthOf } from './growth.ts'

const FEW = 1_000
const MANY = 100_000
const ROUNDS = 500

/**
 * Measures what the fakes cost, as ratios in one run, and prints them as a table: `pnpm bench
 * --services`. Some minutes.
 */
export async function benchServices(): Promise<void> {
  say('measuring: one call')
  const dynalite = await startDynalite()
  const costs = await callCosts(dynalite, ROUNDS)
  dynalite?.close()
  say(
    `measuring: ${MANY.toLocaleString('en')} objects and items against ${FEW.toLocaleString('en')}`,
  )
  const growths = await growthOf({ few: FEW, many: MANY, rounds: ROUNDS / 2 })
  say('measuring: 1 GiB in parts of 64 MiB')
  const program = path.join(import.meta.dirname, 'large-object.ts')
  const printed = execFileSync(process.execPath, ['--expose-gc', program, '16'], {
    encoding: 'utf8',
  })
  const { stored, streaming } = JSON.parse(printed) as { stored: number; streaming: number }

  line('what', 'against', 'ratio')
  line('---', '---', '---')
  for (const { what, gateway, floor, dynalite: theirs } of costs) {
    line(
      `DynamoDB ${what} through the gateway`,
      "the SDK's floor, a canned response",
      gateway / floor,
    )
    const other = `dynalite ${dynalite?.version ?? ''} by HTTP`
    if (theirs !== undefined) line(`DynamoDB ${what} through the gateway`, other, gateway / theirs)
  }
  const stocked = `${FEW.toLocaleString('en')} stored instead of ${MANY.toLocaleString('en')}`
  for (const { what, few, many } of growths) line(what, stocked, many / few)
  line('1 GiB uploaded in parts: memory held', 'its size', stored)
  line('1 GiB read as a stream: memory more', 'its size', streaming)
}

function line(what: string, against: string, ratio: number | string): void {
  const text = typeof ratio === 'string' ? ratio : ratio.toFixed(2)
  process.stdout.write(`| ${what} | ${against} | ${text} |\n`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
