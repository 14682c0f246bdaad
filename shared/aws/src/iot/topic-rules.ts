import type {
  Action,
  CreateTopicRuleRequest,
  DeleteTopicRuleRequest,
  EnableTopicRuleRequest,
  GetTopicRuleRequest,
  GetTopicRuleResponse,
  ListTopicRulesRequest,
  ListTopicRulesResponse,
  ReplaceTopicRuleRequest,
  TopicRule,
  TopicRulePayload,
} from '@aws-sdk/client-iot'
import { type Account, failure, pageOf } from './account.ts'
import { checkFunctions } from './sql.ts'
import { parseQuery } from './sql-parser.ts'
import { matchesTopic } from './topic-filter.ts'

/** How many actions a rule can have (AWS IoT Core quotas). */
const MAX_ACTIONS = 10

const EMULATED = ['s3', 'dynamoDB', 'dynamoDBv2', 'kinesis', 'sqs', 'republish']

/** Create-, Get-, List-, Replace-, Delete-, Enable- and DisableTopicRule. */
export function topicRuleOperations(account: Account) {
  return {
    /** CreateTopicRule (SDK text). A name has letters, digits and underscores. */
    CreateTopicRule({ ruleName, topicRulePayload }: CreateTopicRuleRequest): object {
      if (!ruleName || !/^\w{1,128}$/.test(ruleName)) {
        throw failure(account, 'InvalidRequestException', `Invalid rule name: "${ruleName ?? ''}"`)
      }
      if (account.rules.has(ruleName)) {
        const message = `Rule ${ruleName} already exists`
        throw failure(account, 'ResourceAlreadyExistsException', message)
      }
      account.rules.set(ruleName, newRule(account, ruleName, topicRulePayload))
      return {}
    },

    /** GetTopicRule (SDK text). */
    GetTopicRule({ ruleName }: GetTopicRuleRequest): GetTopicRuleResponse {
      const rule = findRule(account, ruleName)
      return { ruleArn: arnOf(account, rule), rule: structuredClone(rule) }
    },

    /** ListTopicRules (SDK text): those whose filter matches `topic`, if one is named. */
    ListTopicRules(input: ListTopicRulesRequest): ListTopicRulesResponse {
      const { topic, ruleDisabled } = input
      const listed = [...account.rules.values()]
        .map((rule) => ({ rule, topicPattern: parseQuery(rule.sql!).from }))
        .filter(
          ({ rule, topicPattern }) =>
            (topic === undefined || matchesTopic(topicPattern, topic)) &&
            (ruleDisabled ?? rule.ruleDisabled) === rule.ruleDisabled,
        )
      const { entries, ...token } = pageOf(listed, input, 10_000)
      const rules = entries.map(({ rule, topicPattern }) => ({
        ruleArn: arnOf(account, rule),
        ruleName: rule.ruleName,
        topicPattern,
        createdAt: rule.createdAt,
        ruleDisabled: rule.ruleDisabled,
      }))
      return { rules, ...token }
    },

    /** ReplaceTopicRule (SDK text). */
    ReplaceTopicRule({ ruleName, topicRulePayload }: ReplaceTopicRuleRequest): object {
      const { ruleName: name = '' } = findRule(account, ruleName)
      account.rules.set(name, newRule(account, name, topicRulePayload))
      return {}
    },

    /** DeleteTopicRule (SDK text). */
    DeleteTopicRule({ ruleName }: DeleteTopicRuleRequest): object {
      account.rules.delete(findRule(account, ruleName).ruleName ?? '')
      return {}
    },

    /** EnableTopicRule (SDK text). */
    EnableTopicRule({ ruleName }: EnableTopicRuleRequest): object {
      findRule(account, ruleName).ruleDisabled = false
      return {}
    },

    /** DisableTopicRule (SDK text). */
    DisableTopicRule({ ruleName }: EnableTopicRuleRequest): object {
      findRule(account, ruleName).ruleDisabled = true
      return {}
    },
  }
}

/** AWS answers UnauthorizedException for a rule that is not there (API reference, GetTopicRule). */
function findRule(account: Account, name: string | undefined): TopicRule {
  const rule = account.rules.get(name ?? '')
  if (rule) return rule
  throw failure(account, 'UnauthorizedException', `Access to topic rule '${name}' was denied`)
}

function newRule(account: Account, ruleName: string, payload: TopicRulePayload | undefined) {
  const { sql = '', actions = [], errorAction } = payload ?? {}
  try {
    checkFunctions(parseQuery(sql))
  } catch (error) {
    throw failure(account, 'SqlParseException', (error as Error).message)
  }
  if (actions.length > MAX_ACTIONS) {
    const message = `A rule can have at most ${MAX_ACTIONS} actions: ${actions.length}`
    throw failure(account, 'InvalidRequestException', message)
  }
  for (const action of errorAction ? [...actions, errorAction] : actions) {
    checkAction(account, action)
  }
  const rule: TopicRule = {
    ruleName,
    sql,
    actions,
    ruleDisabled: payload?.ruleDisabled ?? false,
    awsIotSqlVersion: payload?.awsIotSqlVersion ?? '2015-10-08',
    createdAt: new Date(account.world.clock.now()),
    ...(payload?.description ? { description: payload.description } : {}),
    ...(errorAction ? { errorAction } : {}),
  }
  return structuredClone(rule)
}

function checkAction(account: Account, action: Action): void {
  const kinds = Object.entries(action).flatMap(([kind, value]) => (value ? [kind] : []))
  if (kinds.length === 1 && EMULATED.includes(kinds[0]!)) return
  const message =
    kinds.length === 1
      ? `The action "${kinds[0]}" is not emulated`
      : `An action must be of one kind: "${kinds.join('", "')}"`
  throw failure(account, 'InvalidRequestException', message)
}

function arnOf({ world }: Account, { ruleName }: TopicRule): string {
  return `arn:aws:iot:${world.region}:${world.accountId}:rule/${ruleName}`
}
