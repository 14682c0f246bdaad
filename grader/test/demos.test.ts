import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { COURSE_ROOT, loadCourse } from '../src/course.ts'
import { sectionFolder } from '../src/handout/course-files.ts'

const run = promisify(execFile)
const sections = await loadCourse(COURSE_ROOT)

test.each(sections.map(({ id, exercises }) => [id, sectionFolder(exercises)]))(
  'the demo of %s prints what its lesson shows',
  async (_, section) => {
    const lesson = await readFile(path.join(COURSE_ROOT, section, 'README.md'), 'utf8')
    const demo = `${section}/demo.ts`
    // In another time zone and with another language: neither may show.
    const env = { ...process.env, TZ: 'Asia/Kolkata', LC_ALL: 'de_DE.UTF-8' }
    const { stdout } = await run(process.execPath, [demo], { cwd: COURSE_ROOT, env })
    expect(lesson).toContain(`\`\`\`text\n$ node ${demo}\n${stdout}\`\`\`\n`)
  },
  60_000,
)
