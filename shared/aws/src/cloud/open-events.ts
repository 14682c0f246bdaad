/** Ends an output's events when `signal` is aborted, even while somebody waits for the next one. */
export function endEventsWith(signal: AbortSignal, output: object): void {
  const open = openEventsIn(output)
  if (open) signal.addEventListener('abort', () => void open.events.return?.(), { once: true })
}

/** The same output; `release` is called once its events have ended, or at once if it has none. */
export function releasedAfterEvents(output: object, release: () => void): object {
  const open = openEventsIn(output)
  if (open) return { ...output, [open.member]: whileRead(open.events, release) }
  release()
  return output
}

async function* whileRead(events: AsyncIterable<unknown>, release: () => void) {
  try {
    yield* events
  } finally {
    release()
  }
}

/** A member of an answer that goes on after the call: events, as they come. */
interface OpenEvents {
  member: string
  events: AsyncIterableIterator<unknown>
}

/** The events in an operation's output, if it has any. */
function openEventsIn(output: object): OpenEvents | undefined {
  for (const [member, value] of Object.entries(output)) {
    const isOpen = typeof value === 'object' && value !== null && Symbol.asyncIterator in value
    if (isOpen) return { member, events: value as AsyncIterableIterator<unknown> }
  }
  return undefined
}
