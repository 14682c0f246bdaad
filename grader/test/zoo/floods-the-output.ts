// More on stdout and stderr than anybody wants to keep.
export function double() {
  for (let lines = 0; lines < 200_000; lines++) {
    process.stdout.write('::error::canary line after line after line after line\n')
    console.error('line after line after line after line after line after line after line')
  }
  return []
}
