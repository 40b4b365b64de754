/** Who can reach whom in a look, asked in the words of `read-question.ts`. */
import type { ReachVerdict } from "#lib/core/reach/answer.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import { describeReach, describeWhat, describeWho } from "#lib/core/reach/describe-reach.ts";
import type { ReachContext } from "#lib/core/reach/question.ts";
import { readReachPeer, readReachServices, readReachTarget } from "#lib/core/reach/read-question.ts";
import { whatCanReach } from "#lib/core/reach/what-can-reach.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Look } from "./analyse.ts";

/** An empty end asks who, or what. */
export interface ReachAsk {
  readonly from: string;
  readonly to: string;
  readonly on: string;
}

export type ReachTold = Result<
  { readonly verdict: ReachVerdict; readonly sentences: readonly string[] },
  { readonly part: keyof ReachAsk; readonly sentence: string }
>;

const PARTS = { peer: "from", target: "to", services: "on" } as const;

/** A group may be named instead of by its id, where the name is only its own. */
const idOfName = (text: string, { observation }: Look): string => {
  const [only, ...others] = observation.groups.filter(({ name }) => name === text.trim());
  return only !== undefined && others.length === 0 ? only.groupId : text;
};

export const reachAnswer = ({ from, to, on }: ReachAsk, look: Look): ReachTold => {
  const wrong = (part: keyof ReachAsk, sentence: string): ReachTold => fail({ part, sentence });
  const context: ReachContext = { index: look.index, stack: null, sources: [] };
  const nameOf = (id: string): string => {
    const name = look.index.groups.get(id)?.name ?? "";
    return name === "" ? id : `${name} (${id})`;
  };
  const services = readReachServices(on.trim() === "" ? "all" : on);
  if (!services.ok) return wrong("on", services.problem);
  if (from.trim() === "" && to.trim() === "")
    return wrong("from", "Say from whom, to what, or both: internet, an address, or a group.");
  const peer = from.trim() === "" ? null : readReachPeer(idOfName(from, look));
  if (peer?.ok === false) return wrong("from", peer.problem);
  const target = to.trim() === "" ? null : readReachTarget(idOfName(to, look));
  if (target?.ok === false) return wrong("to", target.problem);
  if (target === null) {
    if (peer === null) return wrong("from", "Say from whom.");
    const answer = whatCanReach(peer.value, services.value, context);
    if (!answer.ok) return wrong(PARTS[answer.problem.part], answer.problem.sentence);
    const sentences = describeWhat(peer.value, answer.value, nameOf);
    return succeed({ verdict: answer.value.verdict, sentences });
  }
  if (peer === null) {
    const answer = whoCanReach(target.value, services.value, context);
    if (!answer.ok) return wrong(PARTS[answer.problem.part], answer.problem.sentence);
    const sentences = describeWho(target.value, answer.value, nameOf);
    return succeed({ verdict: answer.value.verdict, sentences });
  }
  const question = { peer: peer.value, target: target.value, services: services.value };
  const answer = canReach(question, context);
  if (!answer.ok) return wrong(PARTS[answer.problem.part], answer.problem.sentence);
  return succeed({ verdict: answer.value.verdict, sentences: describeReach(question, answer.value, nameOf) });
};
