// Not written yet. Copy the solution, make one plausible mistake, and say here which.
export async function doTheTask(input: string): Promise<string> {
  throw new Error('Not written yet')
}
