/** What EC2 was really asked by Sallyport, from the sandbox's own log. */
import { z } from "zod";
import { APPLY_ROLE } from "#lib/sandbox/estate/demo-access.ts";
import { sandboxUrl } from "./product.ts";

const answer = z.object({
  cursor: z.number(),
  requests: z.array(
    z.object({ action: z.string(), principal: z.string().optional(), mutating: z.boolean() }),
  ),
});

const since = async (cursor: number) =>
  answer.parse(await (await fetch(`${sandboxUrl("ec2")}/_sandbox/requests?after=${cursor}`)).json());

/** Listens from now on; the result tells which actions Sallyport tried since, to change EC2. */
export async function listenForChanges(): Promise<() => Promise<string[]>> {
  const { cursor } = await since(0);
  return async () => {
    const { requests } = await since(cursor);
    return requests
      .filter(({ mutating, principal }) => mutating && principal?.includes(APPLY_ROLE))
      .map(({ action }) => action);
  };
}
