// Over 200 lines, because it is one table: a row for every hostile submission of the zoo.
import type { Guarantee } from '../src/box/launch/guarantees.ts'

/** What a hostile submission tries. */
export type AttackClass =
  | 'forged messages'
  | 'blocking channel'
  | 'time'
  | 'patched builtins'
  | 'results that are no data'
  | 'floods'
  | 'memory'
  | 'hangs'
  | 'crashes'
  | 'leaks'
  | 'network and processes'
  | 'imports'
  | 'other exercises'
  | 'texts in reports'
  | 'parsers'
  | 'intake'

/** One hostile submission: what it must earn, and why it earns no more and harms nobody. */
export interface ZooEntry {
  /**
   * The file in `zoo/`, without its ending: a candidate. One that ends in `.text` exports the
   * candidate's text, and one that ends in `.submission` makes the whole submission.
   */
  name: string
  attack: AttackClass
  /** Points in 9.1.1, 9.1.2 and 9.1.3: what the honest part of the submission earns. */
  earns: readonly [number, number, number]
  stoppedBy: string
  /** The exercises whose file it stands for; the others have honest files. 9.1.1 unless said. */
  stands?: readonly string[]
  /** What the student is told about the first exercise that it stands for. */
  tells?: RegExp
  /** Doors it goes through where the isolation lacks them; `full` lacks none. */
  reaches?: readonly Guarantee[]
  /** Set where it is also graded under the weakest isolation, to which nothing else makes a difference. */
  minimal?: true
}

/** Every hostile submission, by class. */
export const ZOO_ENTRIES: readonly ZooEntry[] = [
  {
    name: 'forges-results-over-the-channel',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'An answer is taken only for a call that was made and is not answered yet',
    tells: /answered a call that nobody made/,
    minimal: true,
  },
  {
    name: 'answers-twice-over-the-channel',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'The second answer is one to a call that nobody made',
  },
  {
    name: 'answers-with-huge-ids',
    attack: 'forged messages',
    earns: [3, 4, 4],
    stoppedBy: 'Ids are whole numbers from 0; anything else breaks the protocol',
    tells: /An id is malformed/,
  },
  {
    name: 'asks-with-a-broken-id',
    attack: 'forged messages',
    earns: [3, 4, 4],
    stoppedBy: 'An id is read before work begins, where a failure reaches the reader of frames',
    tells: /An id is malformed/,
    minimal: true,
  },
  {
    name: 'talks-in-unknown-messages',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'What students are told quotes nothing that a box sent',
    tells: /unknown message/,
  },
  {
    name: 'announces-four-gigabytes',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'The size of a frame is checked before room is made for it',
    tells: /longer or shorter/,
  },
  {
    name: 'announces-more-json-than-there-is',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Sizes inside a frame must add up',
  },
  {
    name: 'sends-garbage',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Bytes that are no frame end the conversation',
  },
  {
    name: 'sends-frames-byte-by-byte',
    attack: 'forged messages',
    earns: [4, 4, 4],
    stoppedBy: 'Nothing: it is slow and honest, and is kept in room made at once',
  },
  {
    name: 'sends-deeply-nested-json',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Values are walked to a depth of 100 and no further',
    tells: /nested deeper/,
  },
  {
    name: 'sends-a-million-empty-lists',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'JSON has a limit of its own, far below that of attachments',
    tells: /too much JSON/,
  },
  {
    name: 'multiplies-one-attachment',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'An attachment belongs to one place of a value',
    tells: /An attachment is missing/,
    minimal: true,
  },
  {
    name: 'attaches-what-is-not-there',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Attachments are counted and measured before a value is read',
  },
  {
    name: 'pollutes-prototypes-by-its-keys',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Members are defined as own data, whatever they are called',
  },
  {
    name: 'pollutes-prototypes-through-a-service',
    attack: 'forged messages',
    earns: [4, 0, 4],
    stoppedBy: 'Fakes write to own members, whatever they are called',
    stands: ['9.1.2'],
  },
  {
    name: 'sends-tags-of-the-trusted-side',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Results are data; only iterators and handles are rebuilt',
    tells: /not data/,
  },
  {
    name: 'sends-errors-with-broken-members',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Name, message, stack and cause of an error are never members of its data',
  },
  {
    name: 'claims-every-error-class',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'An error is one of its classes by name; its answers are still wrong',
  },
  {
    name: 'fails-without-an-error',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'A failure is an error, or a breach',
    tells: /failed without an error/,
  },
  {
    name: 'replays-an-earlier-session',
    attack: 'forged messages',
    earns: [4, 4, 4],
    stoppedBy: 'Messages of other sessions are dropped unread',
  },
  {
    name: 'speaks-json-that-is-no-message',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'A frame holds an object with a kind',
  },
  {
    name: 'makes-a-handle-that-matchers-ask',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'Names that matchers and promises call are left out of handles',
  },
  {
    name: 'calls-what-was-never-lent',
    attack: 'forged messages',
    earns: [4, 4, 0],
    stoppedBy: 'An id is good for what was lent under it, as what it was lent',
    stands: ['9.1.3'],
    tells: /not lent/,
  },
  {
    name: 'asks-aws-for-what-objects-inherit',
    attack: 'forged messages',
    earns: [4, 0, 4],
    stoppedBy: 'Services and operations are own members of their tables',
    stands: ['9.1.2'],
  },
  {
    name: 'never-reads-the-answers',
    attack: 'forged messages',
    earns: [4, 0, 4],
    stoppedBy: 'What is sent and not taken has a limit',
    stands: ['9.1.2'],
  },
  {
    name: 'asks-for-an-object-of-five-gigabytes',
    attack: 'forged messages',
    earns: [4, 0, 4],
    stoppedBy: 'An answer has a limit, and what exceeds it is refused to the candidate',
    stands: ['9.1.2'],
  },
  {
    name: 'closes-the-channel',
    attack: 'forged messages',
    earns: [0, 4, 4],
    stoppedBy: 'A process that hangs up has ended',
  },
  {
    name: 'floods-the-blocking-channel',
    attack: 'blocking channel',
    earns: [4, 4, 0],
    stoppedBy: 'Blocking calls count as messages, and the call has its time',
    stands: ['9.1.3'],
  },
  {
    name: 'blocks-with-half-a-frame',
    attack: 'blocking channel',
    earns: [1, 4, 4],
    stoppedBy: 'Half a call is answered by nobody; the next exercise gets a fresh box',
  },
  {
    name: 'blocks-with-a-huge-frame',
    attack: 'blocking channel',
    earns: [0, 4, 4],
    stoppedBy: 'The size of a blocking frame is checked first',
    tells: /longer or shorter/,
  },
  {
    name: 'calls-everything-over-the-blocking-channel',
    attack: 'blocking channel',
    earns: [4, 0, 4],
    stoppedBy:
      'Only what was lent to be called synchronously is; promises stay where they are awaited',
    stands: ['9.1.2'],
    tells: /not lent/,
    minimal: true,
  },
  {
    name: 'forges-idle-to-rush-time',
    attack: 'time',
    earns: [4, 0, 4],
    stoppedBy: "Time is the candidate's to pass anyway; state and calls are what is checked",
    stands: ['9.1.2'],
  },
  {
    name: 'never-says-that-it-waits',
    attack: 'time',
    earns: [4, 0, 4],
    stoppedBy: 'A call has its real time',
    stands: ['9.1.2'],
    tells: /A call took more than/,
  },
  {
    name: 'sleeps-to-the-end-of-time',
    attack: 'time',
    earns: [4, 0, 4],
    stoppedBy: 'The clock stops while dates are still dates',
    stands: ['9.1.2'],
  },
  {
    name: 'sleeps-for-ever-in-small-steps',
    attack: 'time',
    earns: [4, 0, 4],
    stoppedBy: 'Virtual time may move only so often in a check',
    stands: ['9.1.2'],
    tells: /slept more than/,
  },
  {
    name: 'patches-promise-then',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'Answers are compared in another process; the next exercise gets a fresh box',
  },
  {
    name: 'patches-json',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'There is nothing in a message that says what was earned',
  },
  {
    name: 'patches-arrays',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'Matchers run in another process',
  },
  {
    name: 'patches-function-calls',
    attack: 'patched builtins',
    earns: [3, 4, 4],
    stoppedBy: 'What breaks its own harness answers nothing',
  },
  {
    name: 'patches-property-definitions',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'The next exercise gets a fresh box where it fails in a used one',
  },
  {
    name: 'patches-the-socket',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'Bytes between frames are no frames',
  },
  {
    name: 'patches-vitest',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'There is no test runner in the box',
    minimal: true,
  },
  {
    name: 'imports-vitest',
    attack: 'patched builtins',
    earns: [0, 4, 4],
    stoppedBy: 'The box has the SDK and nothing else',
    tells: /cannot be imported/,
  },
  {
    name: 'answers-with-asymmetric-match',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: "Methods do not cross, and this name not even as a handle's",
  },
  {
    name: 'answers-with-to-json',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: "Methods do not cross, and this name not even as a handle's",
  },
  {
    name: 'answers-with-thenables',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'They are awaited in the box; who waits for ever is told so',
  },
  {
    name: 'answers-as-a-dom-node',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: "Methods do not cross, and this name not even as a handle's",
  },
  {
    name: 'answers-with-proxies',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'One copy is made, and compared',
  },
  {
    name: 'answers-with-getters-that-change',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'One copy is made, and compared',
  },
  {
    name: 'answers-with-immutable-sentinels',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'Data without the methods that the marks promise',
  },
  {
    name: 'answers-with-itself-inside',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'A value that contains itself is refused where it is',
  },
  {
    name: 'answers-with-two-hundred-megabytes',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'Memory of the box, and length of a text',
  },
  {
    name: 'throws-what-is-no-error',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'What is no error arrives wrapped in one',
  },
  {
    name: 'throws-errors-that-lie',
    attack: 'results that are no data',
    earns: [0, 4, 4],
    stoppedBy: 'An error is copied to texts in the box; what fails to be copied is a failure',
  },
  {
    name: 'yields-for-ever',
    attack: 'results that are no data',
    earns: [4, 4, 0],
    stoppedBy: 'Items are asked for one by one, and nobody waits for the end',
    stands: ['9.1.3'],
  },
  {
    name: 'floods-messages',
    attack: 'floods',
    earns: [0, 4, 4],
    stoppedBy: 'Messages are counted',
    tells: /Sent too many messages/,
  },
  {
    name: 'floods-the-output',
    attack: 'floods',
    earns: [3, 4, 4],
    stoppedBy: 'Output is counted',
    tells: /Wrote more than/,
  },
  {
    name: 'floods-aws',
    attack: 'floods',
    earns: [4, 0, 4],
    stoppedBy: 'Open requests are counted',
    stands: ['9.1.2'],
  },
  {
    name: 'floods-open-requests',
    attack: 'floods',
    earns: [4, 0, 4],
    stoppedBy: 'Open requests are counted',
    stands: ['9.1.2'],
    tells: /too many requests/,
  },
  {
    name: 'floods-timers',
    attack: 'floods',
    earns: [4, 0, 4],
    stoppedBy: 'Timers are counted',
    stands: ['9.1.2'],
  },
  {
    name: 'floods-unhandled-rejections',
    attack: 'floods',
    earns: [4, 4, 4],
    stoppedBy: 'The first fifty are noted for instructors',
  },
  {
    name: 'floods-what-the-grader-remembers',
    attack: 'floods',
    earns: [4, 0, 4],
    stoppedBy: 'The parts of all values of a session are counted',
    stands: ['9.1.2'],
  },
  {
    name: 'fills-the-heap',
    attack: 'memory',
    earns: [3, 4, 4],
    stoppedBy: 'The heap has a limit',
    tells: /memory/,
  },
  {
    name: 'fills-buffers',
    attack: 'memory',
    earns: [3, 4, 4],
    stoppedBy: 'Resident memory is sampled, and data has a limit of the kernel',
    minimal: true,
  },
  {
    name: 'fills-webassembly',
    attack: 'memory',
    earns: [3, 4, 4],
    stoppedBy: 'Resident memory is sampled, and data has a limit of the kernel',
  },
  {
    name: 'leaves-an-object-of-five-gigabytes',
    attack: 'memory',
    earns: [4, 0, 4],
    stoppedBy: 'No check reads an object of more than 256 MiB',
    stands: ['9.1.2'],
  },
  {
    name: 'loops-while-it-loads',
    attack: 'hangs',
    earns: [0, 4, 4],
    stoppedBy: 'Loading has its real time',
    tells: /A call took more than/,
  },
  {
    name: 'loops-for-ever',
    attack: 'hangs',
    earns: [3, 4, 4],
    stoppedBy: 'A call has its real time',
    tells: /A call took more than/,
    minimal: true,
  },
  {
    name: 'starves-its-event-loop',
    attack: 'hangs',
    earns: [3, 4, 4],
    stoppedBy: 'A call has its real time',
    tells: /A call took more than/,
  },
  {
    name: 'never-settles',
    attack: 'hangs',
    earns: [3, 4, 4],
    stoppedBy: 'Where nothing is under way and nothing is due, nobody waits on',
  },
  {
    name: 'backtracks-for-ever',
    attack: 'hangs',
    earns: [3, 4, 4],
    stoppedBy: 'A call has its real time',
    tells: /A call took more than/,
  },
  {
    name: 'awaits-at-the-top-for-ever',
    attack: 'hangs',
    earns: [0, 4, 4],
    stoppedBy: 'Loading has its real time',
  },
  {
    name: 'keeps-the-fakes-at-work',
    attack: 'hangs',
    earns: [4, 0, 4],
    stoppedBy:
      'Fakes refuse what nothing could cut off; a worker that is stuck all the same is killed',
    stands: ['9.1.2'],
  },
  {
    name: 'exits-while-it-loads',
    attack: 'crashes',
    earns: [0, 4, 4],
    stoppedBy: 'A process that ended has loaded nothing',
    tells: /ended before its work was done$/,
  },
  {
    name: 'exits-in-a-call',
    attack: 'crashes',
    earns: [3, 4, 4],
    stoppedBy: 'A call that a process took to its end has failed',
    tells: /ended before its work was done$/,
    minimal: true,
  },
  {
    name: 'aborts',
    attack: 'crashes',
    earns: [3, 4, 4],
    stoppedBy: 'A call that a process took to its end has failed',
    tells: /ended before its work was done$/,
  },
  {
    name: 'crashes-the-engine',
    attack: 'crashes',
    earns: [0, 4, 4],
    stoppedBy: "It is the box's own engine",
  },
  {
    name: 'throws-from-a-timer',
    attack: 'crashes',
    earns: [3, 4, 4],
    stoppedBy: 'The box ends as Node would, and says why to instructors',
    tells: /ended before its work was done$/,
  },
  {
    name: 'overflows-the-stack',
    attack: 'crashes',
    earns: [0, 4, 4],
    stoppedBy: "The stack is the box's own",
  },
  {
    name: 'reads-the-checks',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'Not mounted, and outside of what the permission model grants',
    minimal: true,
  },
  {
    name: 'imports-the-checks',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: "Imports reach a candidate's own files, Node's modules and the SDK",
    minimal: true,
  },
  {
    name: 'reads-the-environment',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'The box has an environment of its own, and no /proc',
    minimal: true,
  },
  {
    name: 'reads-files-of-the-machine',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'Not mounted, and outside of what the permission model grants',
    minimal: true,
  },
  {
    name: 'reads-a-neighbours-submission',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'Submissions cross as text, each to its own box',
    minimal: true,
  },
  {
    name: 'reads-through-sqlite',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'node:sqlite is switched off',
    minimal: true,
  },
  {
    name: 'tells-hidden-inputs-while-the-next-exercise-loads',
    attack: 'leaks',
    earns: [4, 0, 4],
    stoppedBy: 'What fails in a used box is said by a fresh one, which knows no inputs',
    stands: ['9.1.1', '9.1.2'],
  },
  {
    name: 'exits-with-what-it-was-asked',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'How a process ended, and how much memory it had, is told to instructors only',
    tells: /ended before its work was done$/,
  },
  {
    name: 'reads-stacks-of-the-trusted-side',
    attack: 'leaks',
    earns: [4, 0, 0],
    stoppedBy: 'Errors cross without stacks, and what fails in a used box is said by a fresh one',
    stands: ['9.1.2', '9.1.3'],
  },
  {
    name: 'reads-memory-of-others',
    attack: 'leaks',
    earns: [0, 4, 4],
    stoppedBy: 'Another process, another memory',
  },
  {
    name: 'calls-home',
    attack: 'network and processes',
    earns: [0, 4, 4],
    stoppedBy: 'A network namespace without a network, and no socket() in the filter',
    reaches: ['network'],
    minimal: true,
  },
  {
    name: 'calls-home-through-the-sdk',
    attack: 'network and processes',
    earns: [0, 4, 4],
    stoppedBy: 'Every request handler of the SDK is replaced',
    minimal: true,
  },
  {
    name: 'starts-processes',
    attack: 'network and processes',
    earns: [0, 4, 4],
    stoppedBy: 'The permission model, the filter, and no program but Node',
    minimal: true,
  },
  {
    name: 'attacks-the-graders-process',
    attack: 'network and processes',
    earns: [0, 4, 4],
    stoppedBy: "A process namespace; kill and the debugger's door are taken out of Node",
  },
  {
    name: 'writes-files',
    attack: 'network and processes',
    earns: [0, 4, 4],
    stoppedBy: 'Everything is mounted read-only, and files may have no bytes',
    minimal: true,
  },
  {
    name: 'imports-data-urls',
    attack: 'imports',
    earns: [0, 4, 4],
    stoppedBy: "Imports reach a candidate's own files, Node's modules and the SDK",
  },
  {
    name: 'registers-module-hooks',
    attack: 'imports',
    earns: [0, 4, 4],
    stoppedBy: 'The next exercise gets a fresh box where it fails in a used one',
  },
  {
    name: 'requires-what-it-may-not-import',
    attack: 'imports',
    earns: [0, 4, 4],
    stoppedBy: 'Not mounted, and outside of what the permission model grants',
    minimal: true,
  },
  {
    name: 'rewrites-the-sdk',
    attack: 'imports',
    earns: [0, 4, 4],
    stoppedBy: 'The next exercise gets a fresh box where it fails in a used one',
  },
  {
    name: 'uses-aws-while-it-loads',
    attack: 'imports',
    earns: [0, 4, 4],
    stoppedBy: 'There is no AWS while a file loads',
    tells: /No AWS call/,
  },
  {
    name: 'poisons-the-next-exercise',
    attack: 'other exercises',
    earns: [4, 4, 4],
    stoppedBy: 'The next exercise gets a fresh box where it fails in a used one',
  },
  {
    name: 'overwrites-the-exports-of-others',
    attack: 'other exercises',
    earns: [4, 4, 4],
    stoppedBy: 'The next exercise gets a fresh box where it fails in a used one',
  },
  {
    name: 'leaves-work-for-later',
    attack: 'other exercises',
    earns: [4, 4, 4],
    stoppedBy: 'Late messages are dropped, and late timers never fire',
  },
  {
    name: 'remembers-what-it-was-asked',
    attack: 'other exercises',
    earns: [1, 4, 4],
    stoppedBy: 'Wrong once is wrong',
  },
  {
    name: 'speaks-to-terminals',
    attack: 'texts in reports',
    earns: [0, 4, 4],
    stoppedBy: 'Escape sequences are taken out of every text',
  },
  {
    name: 'speaks-to-workflows',
    attack: 'texts in reports',
    earns: [0, 4, 4],
    stoppedBy: 'Line breaks are taken out, and commands are broken apart',
  },
  {
    name: 'speaks-xml',
    attack: 'texts in reports',
    earns: [0, 4, 4],
    stoppedBy: 'Texts are escaped for the format they stand in',
  },
  {
    name: 'speaks-markdown-and-formulas',
    attack: 'texts in reports',
    earns: [0, 4, 4],
    stoppedBy: 'Texts are escaped for the format they stand in',
  },
  {
    name: 'speaks-at-length',
    attack: 'texts in reports',
    earns: [0, 4, 4],
    stoppedBy: 'Texts are cut',
  },
  {
    name: 'nests-forty-kilobytes-of-brackets.text',
    attack: 'parsers',
    earns: [0, 4, 4],
    stoppedBy: 'Candidates are parsed in the box',
    minimal: true,
  },
  {
    name: 'nests-four-hundred-kilobytes-of-brackets.text',
    attack: 'parsers',
    earns: [0, 4, 4],
    stoppedBy: 'Candidates are parsed in the box',
  },
  {
    name: 'nests-generics.text',
    attack: 'parsers',
    earns: [0, 4, 4],
    stoppedBy: 'Candidates are parsed in the box',
  },
  {
    name: 'adds-one-for-ever.text',
    attack: 'parsers',
    earns: [0, 4, 4],
    stoppedBy: 'Candidates are parsed in the box',
  },
  {
    name: 'opens-templates-and-never-ends.text',
    attack: 'parsers',
    earns: [0, 4, 4],
    stoppedBy: 'Candidates are parsed in the box',
  },
  {
    name: 'is-larger-than-a-file-may-be.text',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Files have a limit',
  },
  { name: 'is-no-text.text', attack: 'intake', earns: [0, 4, 4], stoppedBy: 'Text is UTF-8' },
  {
    name: 'slips-out-of-a-zip.submission',
    attack: 'intake',
    earns: [4, 4, 4],
    stoppedBy: 'Nothing is unpacked to a disk, and such names are refused one by one',
  },
  {
    name: 'is-a-zip-bomb.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Bytes are counted while they are inflated',
  },
  {
    name: 'has-links-in-a-tar.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Links and devices are refused',
  },
  {
    name: 'links-to-the-solution.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'No link is followed',
  },
  {
    name: 'hard-links-the-solution.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'A file that has another name elsewhere is refused',
  },
  {
    name: 'is-a-pipe-that-nobody-writes.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Only regular files are opened, and none is waited for',
  },
  {
    name: 'brings-checks-of-its-own.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Checks and rubric are those of the course; configuration is not read',
  },
  {
    name: 'has-a-name-that-speaks.submission',
    attack: 'intake',
    earns: [1, 4, 4],
    stoppedBy: 'Names are made printable',
  },
  {
    name: 'has-thousands-of-files.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'Folders have a limit of entries',
  },
  {
    name: 'names-a-link-for-ever.submission',
    attack: 'intake',
    earns: [0, 4, 4],
    stoppedBy: 'A path that is refused is refused once',
  },
]
