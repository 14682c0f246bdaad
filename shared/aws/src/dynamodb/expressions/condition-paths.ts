import type { Condition } from './condition.ts'
import type { Operand } from './operands.ts'
import type { Path } from './paths.ts'

/** All document paths that a condition looks at. */
export function conditionPaths(condition: Condition): Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)]
    case 'not':
      return conditionPaths(condition.condition)
    case 'test':
      return condition.operands.flatMap(operandPaths)
  }
}

function operandPaths(operand: Operand): Path[] {
  if (operand.kind === 'size') return operandPaths(operand.of)
  return operand.kind === 'path' ? [operand.path] : []
}
