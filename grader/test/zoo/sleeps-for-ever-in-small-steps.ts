// Time moves, and moves, and moves.
export async function claimWithin(request, { sleep }) {
  for (;;) await sleep(1)
}

export const claim = () => true
