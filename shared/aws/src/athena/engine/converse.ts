import type { Readable, Writable } from 'node:stream'
import { serialize } from 'node:v8'
import { isAnswer, isWish } from './answer-shape.ts'
import { frameOf, framesOf } from './frames.ts'
import { type Answer, type FileChoice, type Job, MAX_ANSWER_BYTES } from './job.ts'

/** Why a query was not run to its end. */
export class EngineRefusal extends Error {
  override name = 'EngineRefusal'
}

/**
 * Gives the engine's process the job and, once, the files that it wants, and returns its answer;
 * undefined if it ends before. What it tells is a claim of hostile code: it is bounded, and data
 * only. Throws `EngineRefusal` for anything else.
 */
export async function converse(
  { stdin, stdout }: { stdin: Writable; stdout: Readable },
  job: Job,
  contentsOf: (files: FileChoice[]) => Uint8Array[],
): Promise<Answer | undefined> {
  const send = (value: unknown) => {
    for (const part of frameOf(serialize(value))) stdin.write(part)
  }
  send(job)
  let isServed = false
  for await (const frame of framesOf(stdout, MAX_ANSWER_BYTES)) {
    const message: unknown = JSON.parse(frame.toString())
    if (isAnswer(message)) return message
    // Whoever may wish again and again, and reads nothing, fills the memory of this process.
    if (isServed || !isWish(message)) {
      throw new EngineRefusal('The engine answered what nobody understands')
    }
    isServed = true
    send(contentsOf(message.files))
  }
  return undefined
}
