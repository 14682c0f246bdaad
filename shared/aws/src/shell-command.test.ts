import { expect, test } from 'vitest'
import { outcomeOf } from './shell-command.ts'

test.each([
  [['uname'], { ms: 60_000, exitCode: 0 }],
  [[], { ms: 60_000, exitCode: 0 }],
  [['sh', '-c', 'exit 3'], { ms: 60_000, exitCode: 3 }],
  [['sh', '-c', 'sleep 300; exit 3'], { ms: 300_000, exitCode: 3 }],
  [['sh', '-c', 'sleep 1 && sleep 2; exit 1 || exit 0'], { ms: 3000, exitCode: 0 }],
  [['sleep', '90'], { ms: 90_000, exitCode: 0 }],
  [['spark-submit', '--on-exit', '1', 'no-exit 2'], { ms: 60_000, exitCode: 0 }],
])('outcomeOf reads %j', (command, outcome) => {
  expect(outcomeOf(command)).toEqual(outcome)
})
