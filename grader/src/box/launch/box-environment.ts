/**
 * The whole environment of the box. Nothing of the grader's own environment is passed on. There is
 * deliberately no PATH.
 */
export function boxEnvironment(bundle: string): Record<string, string> {
  return {
    // A time zone with half an hour in it shows code that takes local time for UTC.
    TZ: 'Asia/Kolkata',
    // The SDK wants credentials to sign with; no request that they sign ever leaves the machine.
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'no-secret-the-box-has-no-network',
    AWS_EC2_METADATA_DISABLED: 'true',
    // The SDK asks for its configuration below it, and finds none.
    HOME: '/nonexistent',
    NODE_COMPILE_CACHE: `${bundle}/compile-cache`,
    // Keys by relative path: the bundle has another path inside the box than where it was filled.
    NODE_COMPILE_CACHE_PORTABLE: '1',
  }
}
