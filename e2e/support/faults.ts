/** What goes wrong at EC2 on purpose, while a flow looks at what Sallyport then says. */
import { sandboxUrl } from "./product.ts";

interface Fault {
  readonly match: { readonly action: string; readonly account: string; readonly region: string };
  /** The matching call it strikes, from 1. */
  readonly at: number;
  readonly effect:
    | { readonly kind: "error"; readonly code: string; readonly status: number }
    | { readonly kind: "drop"; readonly when: "before" | "after" };
}

/** One call goes wrong, if it comes within a minute: another flow is never struck by what this one left behind. */
export async function goWrong(fault: Fault): Promise<void> {
  const answer = await fetch(`${sandboxUrl("ec2")}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fault, forMilliseconds: 60_000 }),
  });
  if (!answer.ok) throw new Error(`The sandbox did not take the fault: ${await answer.text()}`);
}
