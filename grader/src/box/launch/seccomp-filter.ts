import { REFUSED_SYSCALLS } from './refused-syscalls.ts'

/**
 * The seccomp filter of the box as a classic BPF program (an array of `struct sock_filter`), ready
 * for `bwrap --seccomp`. Undefined on an architecture whose system calls we have no table of.
 */
export function seccompFilter(architecture: string): Buffer | undefined {
  const machine = MACHINES[architecture]
  if (machine === undefined) return undefined

  return assemble([
    load(OFFSET.architecture),
    ...unlessEqual(machine.audit, RETURN.killProcess),
    load(OFFSET.number),
    ...machine.otherTables.flatMap((first) => ifAtLeast(first, RETURN.notPermitted)),
    // The C library falls back to clone, whose flags a filter can read: clone3 keeps them in memory.
    ...ifEqual(machine.clone3, RETURN.notImplemented),
    ...refusedNumbers(machine.column).flatMap((number) => ifEqual(number, RETURN.notPermitted)),
    ...ifEqual(machine.clone, [
      load(OFFSET.firstArgument),
      ...ifAnyBit(CLONE_THREAD, RETURN.allow),
      leave(RETURN.notPermitted),
    ]),
    leave(RETURN.allow),
  ])
}

interface Machine {
  /** AUDIT_ARCH_… of linux/audit.h. */
  audit: number
  /** Which number of the table of system calls is this machine's. */
  column: 0 | 1
  clone: number
  clone3: number
  /** Where further tables of system calls begin, which would go round this one (x32 on x64). */
  otherTables: number[]
}

const MACHINES: Readonly<Record<string, Machine>> = {
  x64: { audit: 0xc000003e, column: 0, clone: 56, clone3: 435, otherTables: [0x40000000] },
  arm64: { audit: 0xc00000b7, column: 1, clone: 220, clone3: 435, otherTables: [] },
}

const CLONE_THREAD = 0x10000

/** Where `struct seccomp_data` keeps what; both machines are little-endian, so the low half is first. */
const OFFSET = { number: 0, architecture: 4, firstArgument: 16 }

/** SECCOMP_RET_…; an errno in the low 16 bits. */
const RETURN = {
  killProcess: 0x80000000,
  notPermitted: 0x00050000 | 1,
  notImplemented: 0x00050000 | 38,
  allow: 0x7fff0000,
}

/** One `struct sock_filter`; the jumps count the instructions to pass over. */
interface Instruction {
  code: number
  whenTrue: number
  whenFalse: number
  operand: number
}

const LOAD_WORD = 0x20
const JUMP_IF_EQUAL = 0x15
const JUMP_IF_AT_LEAST = 0x35
const JUMP_IF_ANY_BIT = 0x45
const RETURN_CONSTANT = 0x06

function refusedNumbers(column: 0 | 1): number[] {
  return Object.values(REFUSED_SYSCALLS)
    .flatMap((calls) => Object.values(calls))
    .map((numbers) => numbers[column])
    .filter((number) => number !== null)
}

function load(offset: number): Instruction {
  return { code: LOAD_WORD, whenTrue: 0, whenFalse: 0, operand: offset }
}

function leave(result: number): Instruction {
  return { code: RETURN_CONSTANT, whenTrue: 0, whenFalse: 0, operand: result }
}

/** The instructions to pass, or just a result to leave the filter with. */
type Then = Instruction[] | number

function ifEqual(value: number, then: Then): Instruction[] {
  return branch(JUMP_IF_EQUAL, value, then)
}

function ifAtLeast(value: number, then: Then): Instruction[] {
  return branch(JUMP_IF_AT_LEAST, value, then)
}

function ifAnyBit(bits: number, then: Then): Instruction[] {
  return branch(JUMP_IF_ANY_BIT, bits, then)
}

function unlessEqual(value: number, result: number): Instruction[] {
  return [{ code: JUMP_IF_EQUAL, whenTrue: 1, whenFalse: 0, operand: value }, leave(result)]
}

function branch(code: number, operand: number, then: Then): Instruction[] {
  const body = typeof then === 'number' ? [leave(then)] : then
  return [{ code, whenTrue: 0, whenFalse: body.length, operand }, ...body]
}

function assemble(instructions: Instruction[]): Buffer {
  const program = Buffer.alloc(instructions.length * 8)
  instructions.forEach(({ code, whenTrue, whenFalse, operand }, index) => {
    program.writeUInt16LE(code, index * 8)
    program.writeUInt8(whenTrue, index * 8 + 2)
    program.writeUInt8(whenFalse, index * 8 + 3)
    program.writeUInt32LE(operand, index * 8 + 4)
  })
  return program
}
