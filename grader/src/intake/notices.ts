import { quote } from './visible-name.ts'
import type { TreeRefusal } from './tree.ts'

const most = 20

/** What intake has to say to a student, and never more of it than anybody reads. */
export class Notices {
  readonly #notices = new Set<string>()

  add(notice: string): void {
    this.#notices.add(notice)
  }

  notRead(refusal: TreeRefusal): void {
    this.add(`Not read: ${sentence(refusal)}`)
  }

  /** The first 20, and how many more there are. */
  list(): string[] {
    const notices = [...this.#notices]
    const more = notices.length - most
    return more <= 0 ? notices : [...notices.slice(0, most), `There are ${more} more notices`]
  }
}

/** A refusal as a sentence, as in `"query-by-guid.ts" is a symbolic link`. */
export function sentence({ path, reason }: TreeRefusal): string {
  return `${quote(path)} ${reason}`
}
