// Asks a predicate for ever, over the channel that has no promises to wait for.
export async function sum(numbers, keep) {
  for (;;) keep(2)
}
