export async function doTheTask(input: string): Promise<string> {
  throw new Error('Not written yet. Solve the task.')
}
