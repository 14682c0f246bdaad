import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'ensure-crawler.ts',
  services: ['Glue', 'S3'],
  needsMock: 'crawls take a minute each, of virtual time',
  rubric: {
    'creates the crawler and waits for its crawl': 2,
    'updates only what differs': 2,
    'takes further paths for a difference': {
      points: 1,
      hint: 'Comparing the first path is not comparing the paths.',
    },
    'stops a schedule that is not wanted': {
      points: 1,
      hint: 'A schedule has a state, and some crawlers have none.',
    },
    'waits for a crawl under way and then has its own': {
      points: 2,
      hint: 'The crawl under way has not seen what came since. What else is refused meanwhile?',
    },
    'copes with a crawl that starts between its look and its own start': 1,
    'does not take the crawl before for its own': {
      points: 2,
      hint: 'READY may mean "not yet". Which member of LastCrawl tells two crawls apart?',
    },
    'says how and why a crawl did not succeed': {
      points: 2,
      hint: 'READY says that a crawl is over, not that it went well.',
    },
    'gives up in time and leaves the crawl alone': 1,
    'goes on with a crawler that somebody else creates first': 0.5,
    'lets other errors through': 0.5,
  },
  hints: [
    'Two loops: one gets the crawler right and started, one waits for the end. In the first, a refusal means: look again.',
    'Keep the `LastCrawl.StartTime` that you saw before you started. After your own crawl it is another one.',
    '`GetCrawler` → (not `READY`: sleep) → `CreateCrawler` or `UpdateCrawler` → `StartCrawler`; on `CrawlerRunningException` and `AlreadyExistsException` go back to `GetCrawler`. Then sleep and `GetCrawler` until it is `READY` with a new `StartTime`; then look at its `Status`.',
  ],
  mutants: {
    'always-updates': {
      fails: [
        'updates only what differs',
        'stops a schedule that is not wanted',
        'copes with a crawl that starts between its look and its own start',
        'does not take the crawl before for its own',
      ],
      visibleTests: 'fail',
    },
    'never-updates': [
      'updates only what differs',
      'takes further paths for a difference',
      'waits for a crawl under way and then has its own',
      'copes with a crawl that starts between its look and its own start',
      'goes on with a crawler that somebody else creates first',
    ],
    'compares-the-first-path': ['takes further paths for a difference'],
    'forgets-the-schedule': ['stops a schedule that is not wanted'],
    'stops-a-schedule-without-looking': {
      fails: [
        'takes further paths for a difference',
        'stops a schedule that is not wanted',
        'waits for a crawl under way and then has its own',
        'copes with a crawl that starts between its look and its own start',
        'does not take the crawl before for its own',
        'says how and why a crawl did not succeed',
        'goes on with a crawler that somebody else creates first',
      ],
      visibleTests: 'fail',
    },
    'joins-the-crawl-under-way': [
      'copes with a crawl that starts between its look and its own start',
    ],
    'fails-when-it-runs': ['copes with a crawl that starts between its look and its own start'],
    'takes-ready-for-success': ['says how and why a crawl did not succeed'],
    'takes-any-last-crawl': ['does not take the crawl before for its own'],
    'sleeps-once': [
      'creates the crawler and waits for its crawl',
      'waits for a crawl under way and then has its own',
    ],
    'waits-for-ever': {
      fails: ['gives up in time and leaves the crawl alone'],
      visibleTests: 'fail',
    },
    'fails-if-it-exists': ['goes on with a crawler that somebody else creates first'],
    'takes-every-error-for-absence': ['lets other errors through'],
  },
})
