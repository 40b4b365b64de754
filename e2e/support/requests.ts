/** What EC2 was really asked by Sallyport, from the sandbox's own log. */
import { z } from "zod";
import { APPLY_ROLE } from "#lib/sandbox/estate/demo-access.ts";
import { sandboxUrl } from "./product.ts";

const answer = z.object({
  cursor: z.number(),
  requests: z.array(
    z.object({
      action: z.string(),
      principal: z.string().optional(),
      mutating: z.boolean(),
      parameters: z.unknown().optional(),
    }),
  ),
});

const since = async (cursor: number) =>
  answer.parse(await (await fetch(`${sandboxUrl("ec2")}/_sandbox/requests?after=${cursor}`)).json());

const aboutGroup = z.object({ GroupId: z.string() });

/**
 * Listens from now on; the result tells which actions Sallyport tried since, to change these groups on EC2, and those
 * that were lost before anybody knew what they asked for. Tags are put on rules, and no call for a tag says of which
 * group: what made the rule did.
 */
export async function listenForChanges(...groupIds: readonly string[]): Promise<() => Promise<string[]>> {
  const isTheirs = (parameters: unknown): boolean => {
    if (parameters === undefined) return true;
    const about = aboutGroup.safeParse(parameters);
    return about.success && groupIds.includes(about.data.GroupId);
  };
  const { cursor } = await since(0);
  return async () => {
    const { requests } = await since(cursor);
    return requests
      .filter(({ mutating, principal }) => mutating && principal?.includes(APPLY_ROLE))
      .filter(({ parameters }) => isTheirs(parameters))
      .map(({ action }) => action);
  };
}
