import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "function mayPass({ name = '', code = '', $metadata, $retryable }: ServiceError): boolean {",
    becomes: [
      `function mayPass({ name = "Stryker was here!", code = '', $metadata, $retryable }: ServiceError): boolean {`,
      `function mayPass({ name = '', code = "Stryker was here!", $metadata, $retryable }: ServiceError): boolean {`,
    ],
    reason: 'No list has that name or code.',
  },
] satisfies EquivalentMutants[]
