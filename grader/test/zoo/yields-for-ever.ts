// A stream of totals that does not end, whoever stops asking.
export async function* totals() {
  try {
    for (;;) yield 5
  } finally {
    for (;;) yield 5
  }
}

export const counter = () => ({ add() {}, total: () => 42 })
