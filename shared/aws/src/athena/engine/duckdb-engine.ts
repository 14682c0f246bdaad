import { createRequire } from 'node:module'
import { runEngine } from './run-engine.ts'

/** What runs queries. */
export interface Engine {
  /** Why queries cannot be run here, and what mends it; undefined if they can. */
  problem(): string | undefined
  run: typeof runEngine
}

/** DuckDB, which is an optional package with machine code in it: nothing of it is loaded here. */
export const duckdbEngine: Engine = {
  problem: () => problemWith((name, from) => createRequire(from).resolve(name)),
  run: runEngine,
}

/** See `Engine.problem`; `resolve` finds a package from a file, or throws. */
export function problemWith(resolve: (name: string, from: string) => string): string | undefined {
  const machine = `${process.platform}-${process.arch}`
  try {
    const api = resolve('@duckdb/node-api', import.meta.url)
    const bindings = resolve('@duckdb/node-bindings', api)
    const names = [`@duckdb/node-bindings-${machine}`, `@duckdb/node-bindings-${machine}-musl`]
    if (names.some((name) => isThere(() => resolve(`${name}/package.json`, bindings))))
      return undefined
    return `DuckDB has no machine code for ${machine} here. Install with "pnpm install" on a platform that it serves (Linux, macOS, Windows on x64 or arm64), without "--no-optional".`
  } catch {
    return 'DuckDB is not installed. "pnpm install" brings the optional package @duckdb/node-api where the workshop itself is; elsewhere run "pnpm --filter @workshop/aws add --save-optional @duckdb/node-api@1.5.6-r.1".'
  }
}

function isThere(look: () => string): boolean {
  try {
    look()
    return true
  } catch {
    return false
  }
}
