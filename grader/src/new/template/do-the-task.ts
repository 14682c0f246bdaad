/** Not written yet. Say in a sentence what it does, and give it the task's signature. */
export async function doTheTask(input: string): Promise<string> {
  throw new Error('Not written yet')
}
