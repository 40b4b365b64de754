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

/** The calls of what applies changes that were logged after `cursor`. */
const changesSince = async (cursor: number) =>
  (await since(cursor)).requests.filter(
    ({ mutating, principal }) => mutating && principal?.includes(APPLY_ROLE),
  );

const aboutGroup = z.object({ GroupId: z.string() });

const opening = z.object({
  IpPermissions: z.array(z.object({ IpRanges: z.array(z.object({ CidrIp: z.string() })).optional() })),
});

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
    const requests = await changesSince(cursor);
    return requests.filter(({ parameters }) => isTheirs(parameters)).map(({ action }) => action);
  };
}

/**
 * Listens from now on; the result tells which of these ranges Sallyport tried since to let in, at whatever door: flows
 * beside this one open the same doors for addresses of their own.
 */
export async function listenForOpenings(ranges: readonly string[]): Promise<() => Promise<string[]>> {
  const { cursor } = await since(0);
  return async () => {
    const opened = (await changesSince(cursor))
      .filter(({ action }) => action === "AuthorizeSecurityGroupIngress")
      .flatMap(({ parameters }) => opening.safeParse(parameters).data?.IpPermissions ?? [])
      .flatMap(({ IpRanges = [] }) => IpRanges.map(({ CidrIp }) => CidrIp));
    return opened.filter((range) => ranges.includes(range));
  };
}
