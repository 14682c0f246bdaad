import { inUnits } from './limits.ts'
import type { Limits } from './limits.ts'
import { asRefusal, Refusal } from './refusal.ts'
import type { TreeFile } from './tree.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a submission's files as text, each once, and keeps to the limits on all of them. */
export class Reader {
  readonly #limits: Limits
  readonly #texts = new Map<string, Promise<string>>()
  #files = 0
  #bytes = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** The file's text; throws a Refusal where it is no text or the limits are used up. */
  text(file: TreeFile): Promise<string> {
    const known = this.#texts.get(file.path)
    if (known !== undefined) return known
    const text = this.#read(file)
    this.#texts.set(file.path, text)
    return text
  }

  async #read(file: TreeFile): Promise<string> {
    this.#files += 1
    if (this.#files > this.#limits.files) {
      throw new Refusal(`comes after the first ${this.#limits.files} files`)
    }
    if (this.#bytes + file.size > this.#limits.submissionBytes) throw this.#tooMuch()
    const bytes = await file.read().catch((error: unknown) => {
      throw asRefusal(error)
    })
    // An archive may have lied about the size.
    if (this.#bytes + bytes.length > this.#limits.submissionBytes) throw this.#tooMuch()
    this.#bytes += bytes.length
    return textOf(bytes)
  }

  #tooMuch(): Refusal {
    const most = inUnits(this.#limits.submissionBytes)
    return new Refusal(`would take the submission over ${most}`)
  }
}

function textOf(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Refusal('holds a NUL byte: save it as UTF-8 text')
  try {
    return strictUtf8.decode(bytes)
  } catch (error) {
    throw new Refusal('is not UTF-8: save it as UTF-8 text', { cause: error })
  }
}
