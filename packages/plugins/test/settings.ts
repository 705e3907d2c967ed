import type { Plugin } from '@blog-build/core/plugin'

/** What the schema of a plugin makes of its options. @throws an error with all that is wrong with them. */
export async function settingsOf({ options }: Plugin): Promise<unknown> {
  const answer = await options?.schema['~standard'].validate(options.given)
  if (!answer?.issues) return answer?.value
  throw new Error(
    answer.issues.map(({ path = [], message }) => `\`${path.join('.')}\`: ${message}`).join(' '),
  )
}
