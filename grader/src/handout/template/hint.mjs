// node scripts/hint.mjs <id>
//
// Shows the hints of an exercise one at a time, and remembers in .hints.json how many it showed.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const SHOWN = path.join(ROOT, '.hints.json')

const HELP = `Usage:
  npm run hint -- 3.9.1             Show the next of three hints; each says more than the last
  npm run hint -- 3.9.1 --again     Show those you have seen
`

const [id, ...options] = process.argv.slice(2)
if (id === undefined || [id, ...options].some((arg) => ['--help', '-h'].includes(arg))) {
  process.stdout.write(HELP)
} else {
  process.exitCode = hint(id, options.includes('--again'))
}

function hint(id, again) {
  const all = JSON.parse(readFileSync(path.join(ROOT, 'hints.json'), 'utf8'))
  if (!Object.hasOwn(all, id)) {
    process.stderr.write(
      `There is no exercise "${id}"\nREADME.md lists all of them with their ids\n`,
    )
    return 2
  }
  const { title, hints } = all[id]
  const shown = readShown()
  const seen = Number.isInteger(shown[id]) ? Math.min(Math.max(shown[id], 0), hints.length) : 0
  const isOver = again || seen === hints.length
  const upTo = isOver ? seen : seen + 1
  process.stdout.write(`${id} ${title}\n\n`)
  for (let at = isOver ? 0 : seen; at < upTo; at++) {
    process.stdout.write(`Hint ${at + 1} of ${hints.length}: ${hints[at]}\n`)
  }
  if (upTo === 0) process.stdout.write('You have seen no hint yet\n')
  if (upTo === hints.length) process.stdout.write('\nThere are no more hints\n')
  if (!isOver) remember({ ...shown, [id]: upTo })
  return 0
}

function remember(shown) {
  try {
    writeFileSync(SHOWN, `${JSON.stringify(shown, undefined, 2)}\n`)
  } catch (error) {
    process.stderr.write(`This hint will be shown again: ${error.message}\n`)
  }
}

/** How many hints were shown, by id; a file that is not there or was spoilt counts as none. */
function readShown() {
  try {
    const shown = JSON.parse(readFileSync(SHOWN, 'utf8'))
    return typeof shown === 'object' && shown !== null ? shown : {}
  } catch {
    return {}
  }
}
