/** Sources by what people call them. Names are not unique: each is asked about by one that means it alone. */
import type { AskedSource } from "./asked-estate.ts";
import type { Named } from "./question.ts";

export const valueOfSource = ({ peer }: Pick<AskedSource, "peer">): string => {
  if (peer.kind === "cidr") return peer.cidr;
  return peer.kind === "group" ? peer.groupId : peer.prefixListId;
};

/** The shortest first. A prefix list has no other name in a question than its id. */
const callsOf = (source: AskedSource): readonly string[] => {
  const { name, ownerName, peer } = source;
  return [
    name,
    ...(ownerName === null ? [] : [`${ownerName}'s ${name}`, `${ownerName.split(" ")[0] ?? ""}'s ${name}`]),
    ...(peer.kind === "prefix-list" ? [peer.prefixListId] : []),
  ];
};

/** One for each value. */
export const sourcesCalled = (name: string, sources: readonly AskedSource[]): readonly AskedSource[] => {
  const wanted = name.toLowerCase();
  const called = sources.filter((source) => callsOf(source).some((each) => each.toLowerCase() === wanted));
  return [...new Map(called.map((source) => [valueOfSource(source), source])).values()];
};

/** `isTaken`: whether a name means something else before it means a source. */
export const nameOfSource = (
  source: AskedSource,
  sources: readonly AskedSource[],
  isTaken: (name: string) => boolean,
): Named => {
  const own = callsOf(source).find((call) => !isTaken(call) && sourcesCalled(call, sources).length === 1);
  if (own !== undefined) return { kind: "name", name: own };
  return source.peer.kind === "cidr"
    ? { kind: "cidr", cidr: source.peer.cidr }
    : { kind: "name", name: valueOfSource(source) };
};
