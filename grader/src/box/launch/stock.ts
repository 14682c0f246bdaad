import { tmpdir } from 'node:os'
import type { BoxProcess } from './box-process.ts'
import { SlotDirectories } from './slot-directories.ts'

/** A started box and the host's path of its slot. */
export interface StockedBox {
  readonly box: BoxProcess
  readonly slot: string
}

export interface BoxStockOptions {
  /** How many boxes wait, started ahead. */
  readonly size: number
  /** Starts a box on a slot: `(slot) => launchBox({ tier, bundle, slot })`. */
  readonly launch: (slot: string) => BoxProcess
  /** Where the slots go; the system's directory for temporary files unless given. */
  readonly directory?: string
}

/** Boxes started ahead of their use, each with an empty slot of its own. A box is used once. */
export class BoxStock {
  readonly #options: BoxStockOptions
  readonly #slots: SlotDirectories
  readonly #waiting = new Set<StockedBox>()
  readonly #alive = new Set<BoxProcess>()
  #refill: NodeJS.Immediate | undefined
  #closed = false

  constructor(options: BoxStockOptions) {
    this.#options = options
    this.#slots = new SlotDirectories(options.directory ?? tmpdir())
    this.#fill()
  }

  /**
   * Hands out the box that has waited longest and starts another in its place. Its slot goes when it
   * ends; killing it is the taker's duty. Throws when the stock is closed.
   */
  take(): StockedBox {
    if (this.#closed) throw new Error('The stock of boxes is closed')
    const [stocked = this.#start()] = this.#waiting
    this.#waiting.delete(stocked)
    this.#refill ??= setImmediate(() => this.#refillQuietly())
    return stocked
  }

  /** Kills every box, taken or not, and removes the slots. */
  async close(): Promise<void> {
    this.#closed = true
    clearImmediate(this.#refill)
    await Promise.all([...this.#alive].map((box) => box.kill()))
    this.#slots.remove()
  }

  #refillQuietly(): void {
    this.#refill = undefined
    try {
      this.#fill()
    } catch {
      // Nobody can catch it here: the next `take` starts a box itself and throws to its caller.
    }
  }

  #fill(): void {
    while (!this.#closed && this.#waiting.size < this.#options.size)
      this.#waiting.add(this.#start())
  }

  #start(): StockedBox {
    const slot = this.#slots.create()
    const stocked = { box: this.#options.launch(slot), slot }
    this.#alive.add(stocked.box)
    void stocked.box.ended.then(() => this.#forget(stocked))
    return stocked
  }

  #forget(stocked: StockedBox): void {
    this.#alive.delete(stocked.box)
    // One that ended while it waited still has its channels open.
    if (this.#waiting.delete(stocked)) void stocked.box.kill()
    this.#slots.remove(stocked.slot)
  }
}
