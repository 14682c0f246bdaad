import type { MutationScore } from './mutate-exercise.ts'

/** One exercise's line of the table. */
export interface ScoreRow {
  id: string
  title: string
  mutants: number
  killed: number
  equivalent: number
  survivors: number
}

/** A score as its line of the table. */
export function rowOf({ survivors, problems: _, ...score }: MutationScore): ScoreRow {
  return { ...score, survivors: survivors.length }
}

/**
 * The table in Markdown, in the order of the course, with a line for each section and for all.
 * `fresh` lines take the place of those that `earlier`, the table as it was, has for them.
 */
export function scoreTable(fresh: readonly ScoreRow[], earlier = ''): string {
  const byId = new Map([...rowsIn(earlier), ...fresh].map((row) => [row.id, row]))
  const rows = [...byId.values()].toSorted((one, other) =>
    one.id.localeCompare(other.id, 'en', { numeric: true }),
  )
  const sections = Map.groupBy(rows, ({ id }) => id.split('.').slice(0, 2).join('.'))
  const lines = [...sections].flatMap(([id, ofSection]) => [
    ...ofSection.map(lineOf),
    lineOf(sumOf(`**${id}**`, ofSection)),
  ])
  return [...HEAD, ...lines, lineOf(sumOf('**all**', rows)), ''].join('\n')
}

/** The lines of exercises in a table that was written before. */
export function rowsIn(table: string): ScoreRow[] {
  const line = /^\| (\d+\.\d+\.\d+) (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|/gm
  return [...table.matchAll(line)].map(([, id, title, ...numbers]) => {
    const [mutants, killed, equivalent, survivors] = numbers.map(Number)
    return {
      id: id!,
      title: title!,
      mutants: mutants!,
      killed: killed!,
      equivalent: equivalent!,
      survivors: survivors!,
    }
  })
}

const HEAD = [
  '# Mutation score',
  '',
  'Written by `pnpm mutate`. It makes small mechanical mistakes in every reference solution, one at a time, with the mutators of [Stryker](https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators/), and runs the hidden checks against each. What no check tells apart survives, unless `grading/equivalent-mutants.ts` gives the reason why none may. The score is killed ÷ (mutants − equivalent).',
  '',
  '| exercise | mutants | killed | equivalent | survivors | score |',
  '| --- | ---: | ---: | ---: | ---: | ---: |',
]

function lineOf({ id, title, mutants, killed, equivalent, survivors }: ScoreRow): string {
  const name = title === '' ? id : `${id} ${title}`
  // Rounded down: what shows 100 has no survivor.
  const tenths =
    mutants === equivalent ? 1_000 : Math.floor((killed * 1_000) / (mutants - equivalent))
  const score = `${(tenths / 10).toFixed(1)} %`
  return `| ${name} | ${mutants} | ${killed} | ${equivalent} | ${survivors} | ${score} |`
}

function sumOf(id: string, rows: readonly ScoreRow[]): ScoreRow {
  const sum = (of: (row: ScoreRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    id,
    title: '',
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    equivalent: sum(({ equivalent }) => equivalent),
    survivors: sum(({ survivors }) => survivors),
  }
}
