/** What EC2 was really asked, from the sandbox's own log. */
import { z } from "zod";
import { sandboxUrl } from "./product.ts";

const answer = z.object({
  cursor: z.number(),
  requests: z.array(
    z.object({ action: z.string(), principal: z.string().optional(), mutating: z.boolean() }),
  ),
});

const since = async (cursor: number) =>
  answer.parse(await (await fetch(`${sandboxUrl("ec2")}/_sandbox/requests?after=${cursor}`)).json());

/** Starts listening now; the result tells the actions that changed, or tried to change, EC2 since. */
export async function listenForChanges(): Promise<() => Promise<string[]>> {
  const { cursor } = await since(0);
  return async () => {
    const { requests } = await since(cursor);
    return requests.filter(({ mutating }) => mutating).map(({ action }) => action);
  };
}
