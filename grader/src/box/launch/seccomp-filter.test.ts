import { describe, expect, test } from 'vitest'
import { REFUSED_SYSCALLS } from './refused-syscalls.ts'
import { seccompFilter } from './seccomp-filter.ts'

const ALLOW = 0x7fff0000
const NOT_PERMITTED = 0x00050001
const NOT_IMPLEMENTED = 0x00050026
const KILL_PROCESS = 0x80000000

const MACHINES = [
  { name: 'x64', column: 0, audit: 0xc000003e, foreign: 0xc00000b7, clone: 56 },
  { name: 'arm64', column: 1, audit: 0xc00000b7, foreign: 0xc000003e, clone: 220 },
] as const

for (const machine of MACHINES) {
  describe(`the filter for ${machine.name}`, () => {
    const filter = seccompFilter(machine.name) ?? Buffer.alloc(0)
    const verdict = (number: number, argument = 0) =>
      interpret(filter, { number, architecture: machine.audit, argument })

    test('refuses exactly the system calls of the table', () => {
      const table = Object.values(REFUSED_SYSCALLS).flatMap((calls) => Object.values(calls))
      const refused = new Set(table.map((numbers) => numbers[machine.column]))
      const numbers = Array.from({ length: 1000 }, (_, number) => number)
      const ordinary = numbers.filter((number) => number !== machine.clone && number !== 435)
      expect(ordinary.filter((number) => verdict(number) === NOT_PERMITTED)).toEqual(
        ordinary.filter((number) => refused.has(number)),
      )
      expect(ordinary.filter((number) => verdict(number) === ALLOW)).toEqual(
        ordinary.filter((number) => !refused.has(number)),
      )
    })

    test('lets threads start, and no processes', () => {
      const [thread, signal] = [0x3d0f00, 17]
      expect(verdict(machine.clone, thread)).toBe(ALLOW)
      expect(verdict(machine.clone, signal)).toBe(NOT_PERMITTED)
      expect(verdict(machine.clone, 0)).toBe(NOT_PERMITTED)
    })

    test('sends the C library from clone3 to clone', () => {
      expect(verdict(435)).toBe(NOT_IMPLEMENTED)
    })

    test('kills a process that calls by the table of another machine', () => {
      const call = { number: 0, architecture: machine.foreign, argument: 0 }
      expect(interpret(filter, call)).toBe(KILL_PROCESS)
    })
  })
}

test('the filter for x64 refuses the second table of system calls, x32', () => {
  const filter = seccompFilter('x64') ?? Buffer.alloc(0)
  const architecture = 0xc000003e
  for (const number of [0x40000000, 0x40000000 + 1, 0x40000000 + 520, 0xffffffff]) {
    expect(interpret(filter, { number, architecture, argument: 0 })).toBe(NOT_PERMITTED)
  }
})

test('there is no filter for a machine without a table', () => {
  expect(seccompFilter('riscv64')).toBeUndefined()
})

/** Runs classic BPF as linux/filter.h defines it, over `struct seccomp_data`. */
function interpret(
  filter: Buffer,
  call: { number: number; architecture: number; argument: number },
): number {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(call.number, 0)
  data.writeUInt32LE(call.architecture, 4)
  data.writeUInt32LE(call.argument, 16)
  let accumulator = 0
  for (let at = 0; at < filter.length; at += 8) {
    const operand = filter.readUInt32LE(at + 4)
    const jump = (condition: boolean) => {
      at += filter.readUInt8(at + (condition ? 2 : 3)) * 8
    }
    switch (filter.readUInt16LE(at)) {
      case 0x20:
        accumulator = data.readUInt32LE(operand)
        break
      case 0x15:
        jump(accumulator === operand)
        break
      case 0x35:
        jump(accumulator >= operand)
        break
      case 0x45:
        jump((accumulator & operand) !== 0)
        break
      case 0x06:
        return operand
      default:
        throw new Error(`Unknown instruction at ${at}`)
    }
  }
  throw new Error('The filter has no end')
}
