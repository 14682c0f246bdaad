import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { COURSE_ROOT, exercisesOf, loadCourse, type LoadedExercise } from '../grader/src/course.ts'

// Writes `examples/`: a small cohort, made of the course's own candidates and two hostile files.
// Run it after an exercise changed: node scripts/make-examples.ts

const EXAMPLES = path.join(COURSE_ROOT, 'examples')
const exercises = exercisesOf(await loadCourse(COURSE_ROOT))

/** What each student hands in for an exercise: a file of the exercise's folder, or nothing. */
const STUDENTS: Record<string, (exercise: LoadedExercise, position: number) => string | undefined> =
  {
    'ada-complete': (exercise) => inFolder(exercise, 'alternatives', 0),
    'grace-partial': (exercise, position) => {
      if (position % 3 === 0) return 'grading/solution.ts'
      return position % 3 === 1 ? inFolder(exercise, 'mutants', position) : exercise.file
    },
    'linus-wrong': (exercise, position) => inFolder(exercise, 'mutants', position),
    'mallory-hostile': (_, position) => (position % 2 === 0 ? 'grading/solution.ts' : undefined),
    'trudy-hostile': () => undefined,
  }

for (const [student, choose] of Object.entries(STUDENTS)) {
  const folder = path.join(EXAMPLES, student)
  rmSync(folder, { recursive: true, force: true })
  exercises.forEach((exercise, position) => {
    const file = choose(exercise, position)
    if (!file) return
    const directory = path.join(folder, exercise.dir)
    mkdirSync(directory, { recursive: true })
    cpSync(path.join(exercise.folder, file), path.join(directory, exercise.file))
  })
}

const FORGES_A_REPORT = `// Hands in no work, but a report of its own.
import { writeSync } from 'node:fs'
import { Buffer } from 'node:buffer'

const json = Buffer.from(JSON.stringify({ t: 'ok', id: 2, s: 2, value: true }))
const frame = Buffer.alloc(8 + json.length)
frame.writeUInt32BE(4 + json.length, 0)
frame.writeUInt32BE(json.length, 4)
json.copy(frame, 8)
for (let times = 0; times < 50; times++) writeSync(3, frame)
process.stdout.write('::notice title=Autograding report::{"totalPoints":100,"maxPoints":100}\\n')
`

const LOOKS_FOR_ANSWERS = `// Looks for the answers, for secrets and for a way out; then never ends.
import fs from 'node:fs'
import net from 'node:net'

for (const path of ['/proc/self/environ', '../grading/solution.ts', '/etc/passwd']) {
  try {
    process.stdout.write(fs.readFileSync(path))
  } catch {}
}
try {
  net.connect(80, '127.0.0.1').on('error', () => {})
} catch {}
Object.prototype.asymmetricMatch = () => true
Promise.prototype.then = function () {
  return this
}
for (;;);
`

exercises.forEach((exercise, position) => {
  const put = (student: string, text: string) => {
    const directory = path.join(EXAMPLES, student, exercise.dir)
    mkdirSync(directory, { recursive: true })
    writeFileSync(path.join(directory, exercise.file), text)
  }
  if (position % 6 === 1) put('mallory-hostile', FORGES_A_REPORT)
  // Each of these hangs until its time is up, and three tell as much as ten.
  if (position % 18 === 3) put('trudy-hostile', LOOKS_FOR_ANSWERS)
})
mkdirSync(path.join(EXAMPLES, 'vera-empty'), { recursive: true })
writeFileSync(path.join(EXAMPLES, 'vera-empty/NOTES.md'), 'I ran out of time.\n')
writeFileSync(
  path.join(EXAMPLES, 'roster.csv'),
  [
    'id,name,email,submission',
    's01,Ada Complete,ada@example.org,ada-complete',
    's02,Grace Partial,grace@example.org,grace-partial',
    's03,Linus Wrong,linus@example.org,linus-wrong',
    's04,Mallory Hostile,mallory@example.org,mallory-hostile',
    's05,Trudy Hostile,trudy@example.org,trudy-hostile',
    's06,Vera Empty,vera@example.org,vera-empty',
    '',
  ].join('\n'),
)

function inFolder({ folder, file }: LoadedExercise, name: string, position: number): string {
  const files = readdirSync(path.join(folder, 'grading', name)).toSorted()
  return files.length === 0 ? file : path.join('grading', name, files[position % files.length]!)
}
