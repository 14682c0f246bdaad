// Longer than most: filters, queries and actions, as tables of cases.
import { candidate, checksFor, expect, sync } from '@workshop/testkit'
import type { Rule } from '../route-message.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { matches, routeMessage, InvalidRule } = candidate(() => import('../route-message.ts'))

const TOPIC = 'quake/ci37868143/felt'
const QUAKE = {
  mag: 2.4,
  place: { name: "Hollister's ridge, CA", depth: 26.49 },
  alert: null,
  tsunami: false,
  status: 'automatic AND unreviewed',
}

/** Routes a message and returns the messages that reached the action "archive". */
async function outputs(sql: string, message: unknown = QUAKE, topic = TOPIC) {
  const rules = [{ name: 'rule', sql, actions: ['archive'] }]
  const routed = await route(rules, { message, topic })
  return routed.map((each) => each.message)
}

function route(
  rules: Rule[],
  of: {
    message?: unknown
    payload?: Uint8Array
    topic?: string
    act?: (action: string, message: unknown) => Promise<void>
  } = {},
) {
  const { message = QUAKE, topic = TOPIC, act = async () => {} } = of
  const payload = of.payload ?? Buffer.from(JSON.stringify(message))
  return routeMessage(rules, topic, payload, { act, now: sync(() => 1_517_966_773_840) })
}

const where = async (condition: string) =>
  (await outputs(`SELECT mag FROM 'quake/#' WHERE ${condition}`)).length === 1

check('lets # match all levels below, but not the parent', async () => {
  expect(await matches('quake/#', 'quake/ci/felt')).toBe(true)
  expect(await matches('quake/#', 'quake/')).toBe(true)
  expect(await matches('quake/#', 'quake')).toBe(false)
  expect(await matches('#', 'quake')).toBe(true)
  expect(await matches('quake/+/#', 'quake/ci')).toBe(false)
})

check('lets + match exactly one level, also an empty one', async () => {
  expect(await matches('quake/+', 'quake/')).toBe(true)
  expect(await matches('+/+', '/quake')).toBe(true)
  expect(await matches('+', '/quake')).toBe(false)
  expect(await matches('quake/+/felt', 'quake/ci/nc/felt')).toBe(false)
  expect(await matches('quake/+/felt', 'quake//felt')).toBe(true)
})

check('keeps leading wildcards away from reserved topics', async () => {
  expect(await matches('#', '$aws/events/presence')).toBe(false)
  expect(await matches('+/events/#', '$aws/events/presence')).toBe(false)
  expect(await matches('$aws/#', '$aws/events/presence')).toBe(true)
  expect(await matches('quake/#', 'quake/$aws')).toBe(true)
})

check('compares everything else exactly', async () => {
  expect(await matches('Quake', 'quake')).toBe(false)
  expect(await matches('qu.ke', 'quake')).toBe(false)
  expect(await matches('quake/c(i', 'quake/c(i')).toBe(true)
  expect(await matches('quake.ci', 'quake/ci')).toBe(false)
  expect(await matches('quake', 'quake/ci')).toBe(false)
})

check('refuses filters with misplaced wildcards', async () => {
  for (const filter of ['quake/#/felt', 'quake#', 'quake/ci+', '#/', '++']) {
    await expect(Promise.resolve().then(() => matches(filter, 'quake'))).rejects.toBeInstanceOf(
      InvalidRule,
    )
  }
})

check('selects members, functions and everything', async () => {
  const select = async (columns: string) => (await outputs(`SELECT ${columns} FROM 'quake/#'`))[0]
  expect(await select('*')).toEqual(QUAKE)
  expect(await select('place.depth')).toEqual({ depth: 26.49 })
  expect(await select('mag AS size, place.name AS near')).toEqual({
    size: 2.4,
    near: "Hollister's ridge, CA",
  })
  expect(await select('topic(2) AS id, topic() AS whole, timestamp() AS at')).toEqual({
    id: 'ci37868143',
    whole: TOPIC,
    at: 1_517_966_773_840,
  })
  expect(await select('*, topic(1) AS mag')).toEqual({ ...QUAKE, mag: 'quake' })
  const lower = await outputs("select alert, tsunami from 'quake/#' \n")
  expect(lower).toEqual([{ alert: null, tsunami: false }])
  const deep = await outputs("SELECT topic(10) AS tenth FROM '#'", QUAKE, 'a/b/c/d/e/f/g/h/i/j')
  expect(deep).toEqual([{ tenth: 'j' }])
})

check('leaves out what is missing', async () => {
  const columns = [
    'depth',
    'place.name.first AS x',
    'topic(4) AS y',
    'constructor',
    'place.toString AS z',
    'alert.level',
    'mag',
  ]
  const [selected] = await outputs(`SELECT ${columns.join(', ')} FROM '#'`)
  expect(selected).toEqual({ mag: 2.4 })
  expect(Object.keys(selected as object)).toEqual(['mag'])
})

check('compares numbers, texts and booleans', async () => {
  for (const condition of [
    'mag > 2.3',
    'mag >= 2.4',
    'mag <= 2.4',
    'mag <> 3',
    'mag <> 2',
    'mag < 2.5',
    'mag <= 2.5',
    'mag < 12',
    'mag > -1',
    'place.depth < 26.5',
    'place.depth > 26.48',
    'tsunami = false',
    'tsunami <> true',
    "place.name = 'Hollister''s ridge, CA'",
    "status >= 'automatic'",
    "topic(3) = 'felt'",
  ]) {
    expect(await where(condition), condition).toBe(true)
  }
  for (const condition of [
    'mag > 2.4',
    'mag < 2.4',
    'mag <= 2.3',
    'mag >= 2.5',
    'tsunami <> false',
    'tsunami = true',
    "status = 'automatic'",
  ]) {
    expect(await where(condition), condition).toBe(false)
  }
})

check('never finds a comparison with something missing true', async () => {
  for (const condition of ['depth <> 7', 'depth = 7', 'depth < 7', "place.town.name <> 'x'"]) {
    expect(await where(condition), condition).toBe(false)
  }
})

check('finds different types unequal, and in no order', async () => {
  for (const condition of ["mag <> '2.4'", 'status <> 1', 'alert <> 0', 'tsunami <> 0']) {
    expect(await where(condition), condition).toBe(true)
  }
  for (const condition of ["mag = '2.4'", "mag > '1'", 'tsunami = 0', 'alert <= 0', 'alert = 0']) {
    expect(await where(condition), condition).toBe(false)
  }
})

check('takes AND before OR, and only outside of texts', async () => {
  expect(await where('mag = 2.4 OR mag = 1 AND mag = 3')).toBe(true)
  expect(await where('mag = 1 AND mag = 3 OR mag = 2.4')).toBe(true)
  expect(await where('mag = 2.4 AND mag = 3 OR mag = 1')).toBe(false)
  expect(await where("status = 'automatic AND unreviewed' and mag > 2")).toBe(true)
})

check('refuses rules that it cannot read before it acts', async () => {
  for (const sql of [
    'SELECT mag',
    "SELECT FROM 'quake/#'",
    "SELECT topic(2) FROM 'quake/#'",
    "SELECT mag FROM 'quake/#/felt'",
    "SELECT mag FROM 'quake/#' WHERE",
    "SELECT mag FROM 'quake/#' WHERE mag",
    "SELECT mag FROM 'quake/#' WHERE mag place 5",
    "SELECT mag FROM 'quake/#' WHERE mag = untrue",
    "SELECT mag FROM 'quake/#' WHERE mag = truely",
    "SELECT mag FROM 'quake/#' mag",
    'SELECT mag FROM 5',
    "SELECT upper(2) AS id FROM 'quake/#'",
    "SELECT mag FROM 'quake/#'; DROP TABLE quake",
  ]) {
    const done: string[] = []
    const rules = [
      { name: 'good', sql: "SELECT * FROM '#'", actions: ['archive'] },
      { name: 'bad', sql, actions: ['archive'], disabled: true },
    ]
    const act = async (action: string) => void done.push(action)
    await expect(route(rules, { act }), sql).rejects.toBeInstanceOf(InvalidRule)
    expect(done).toEqual([])
  }
})

check('hands the message to every enabled rule that matches, in order', async () => {
  const sql = "SELECT mag FROM 'quake/#'"
  const rules = [
    { name: 'one', sql, actions: ['archive', 'siren'] },
    { name: 'off', sql, actions: ['archive'], disabled: true },
    { name: 'other', sql: "SELECT * FROM 'storm/#'", actions: ['archive'] },
    { name: 'two', sql, actions: ['archive'], errorAction: 'report' },
  ]
  const message = { mag: 2.4 }
  expect(await route(rules)).toEqual([
    { rule: 'one', action: 'archive', message, ok: true },
    { rule: 'one', action: 'siren', message, ok: true },
    { rule: 'two', action: 'archive', message, ok: true },
  ])
})

check('goes on after an action that fails, and reports all of them once', async () => {
  const sql = "SELECT mag FROM 'quake/#'"
  const rules = [
    { name: 'one', sql, actions: ['lost-1', 'archive', 'lost-2'], errorAction: 'report' },
    { name: 'two', sql, actions: ['lost-3', 'archive'] },
  ]
  const act = async (action: string) => {
    if (action.startsWith('lost')) throw new Error(`No ${action}`)
  }
  const routed = await route(rules, { act })
  expect(routed.map(({ action, ok }) => `${action} ${ok}`)).toEqual([
    'lost-1 false',
    'archive true',
    'lost-2 false',
    'report true',
    'lost-3 false',
    'archive true',
  ])
  expect(routed[3]?.message).toEqual({
    ruleName: 'one',
    topic: TOPIC,
    base64OriginalPayload: Buffer.from(JSON.stringify(QUAKE)).toString('base64'),
    failures: [
      { failedAction: 'lost-1', errorMessage: 'No lost-1' },
      { failedAction: 'lost-2', errorMessage: 'No lost-2' },
    ],
  })
})

check('reports a payload that is no JSON object, and survives a failing report', async () => {
  const rules = [
    {
      name: 'one',
      sql: "SELECT mag FROM '#' WHERE mag > 1",
      actions: ['archive'],
      errorAction: 'report',
    },
    { name: 'two', sql: "SELECT * FROM '#'", actions: ['archive'] },
  ]
  const act = async (action: string) => {
    if (action === 'report') throw new Error('No report')
  }
  for (const text of ['mag=2.4', '', '[1]', 'null', '7']) {
    const routed = await route(rules, { payload: Buffer.from(text), act })
    const base64OriginalPayload = Buffer.from(text).toString('base64')
    const message = { ruleName: 'one', topic: TOPIC, base64OriginalPayload, failures: [] }
    expect(routed).toEqual([{ rule: 'one', action: 'report', message, ok: false }])
  }
})
