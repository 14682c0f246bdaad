import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { testAthena } from '../test-athena.ts'
import { problemWith } from './duckdb-engine.ts'
import { runEngine } from './run-engine.ts'

const here = (name: string, from: string) => createRequire(from).resolve(name)

const without = (absent: RegExp) => (name: string, from: string) => {
  if (absent.test(name)) throw new Error(`Cannot find module '${name}'`)
  return here(name, from)
}

test('there is no problem where DuckDB is installed', () => {
  expect(problemWith(here)).toBeUndefined()
})

test('where DuckDB is not installed, it is said how to mend that', () => {
  expect(problemWith(without(/node-api/))).toMatch(/DuckDB is not installed.*pnpm install/)
})

test('where DuckDB has no machine code, the platform is named', () => {
  expect(problemWith(without(/node-bindings-/))).toContain(`${process.platform}-${process.arch}`)
})

test('without DuckDB queries are refused, and all else works', async () => {
  const problem = () => problemWith(without(/node-api/))
  const { start, query } = testAthena({ problem, run: runEngine })
  expect(() => start('SELECT 1')).toThrow(
    expect.objectContaining({
      name: 'NotImplemented',
      message: expect.stringContaining('pnpm install'),
    }),
  )
  expect(await query('SHOW DATABASES')).toEqual([['lake']])
})

test('nothing of DuckDB is loaded into the process that asks', async () => {
  const { query } = testAthena()
  await query('SELECT 1')
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] }
  expect(sharedObjects.filter((file) => /duckdb/.test(file))).toEqual([])
})
