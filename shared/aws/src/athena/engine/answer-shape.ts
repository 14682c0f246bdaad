import { type Answer, MAX_PARTITIONS, type Wanted } from './job.ts'

/** Whether what a process told is an answer by its shape: who wrote it may be anybody. */
export function isAnswer(told: unknown): told is Answer {
  const answer = told as Partial<Record<string, unknown>> | null
  if (typeof answer !== 'object' || answer === null || !isNumber(answer['bytesScanned']))
    return false
  if (answer['status'] === 'failed') {
    return isText(answer['reason']) && ['query', 'not-emulated'].includes(String(answer['kind']))
  }
  const { status, columns, rows, files = [] } = answer
  const isWhole =
    isList(columns, isColumn) &&
    isList(rows, isRow) &&
    isList(files, isFile) &&
    files.length <= MAX_PARTITIONS
  return status === 'done' && isWhole
}

/** Whether what a process told asks for files, by their places. */
export function isWish(told: unknown): told is Wanted {
  const wish = told as Partial<Record<string, unknown>> | null
  const isChoice = (choice: unknown) => isList(choice, isNumber) && choice.length === 3
  return wish?.['status'] === 'wanted' && isList(wish['files'], isChoice)
}

function isColumn(column: unknown): boolean {
  const { name, type, hiveType, precision, scale } = (column ?? {}) as Record<string, unknown>
  return [name, type, hiveType].every(isText) && [precision, scale].every(isNumber)
}

function isFile(file: unknown): boolean {
  const { values, content, rows } = (file ?? {}) as Record<string, unknown>
  return isList(values, isText) && isText(content) && isNumber(rows)
}

function isRow(row: unknown): boolean {
  return isList(row, (cell) => cell === null || isText(cell))
}

function isList(value: unknown, isEntry: (entry: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(isEntry)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
