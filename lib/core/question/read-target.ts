/** What is to be reached, with its services, and the ways on: `web:443 then app:8080 then db on tcp/3306`. */
import { ALL_SERVICES, type ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { ON, VIA } from "./keywords.ts";
import type { AskedHop, QuestionProblem } from "./question.ts";
import { readNamed } from "./read-named.ts";
import { readService, readServiceList } from "./read-services.ts";
import { ARROWS, textOf, type Word } from "./words.ts";

type Read<Value> = Result<Value, QuestionProblem>;
type Hops = readonly [AskedHop, ...AskedHop[]];

const noService = (text: string): Read<never> =>
  fail({
    sentence: `${text} is no service: write a port, tcp/443, udp/53, icmp, ssh or all.`,
    instead: [],
  });

/** Services as they stand after `on`; null where they are none. */
export const readOn = (text: string): ServiceSet | null => readServiceList(text.toLowerCase().split(/\s+/));

/** `db:3306`: the last colon that is no part of an address or of a name in quotes. */
const splitPort = (text: string): { name: string; port: string } | null => {
  const network = readNamed(text);
  if (network?.kind === "cidr") return null;
  const match = /^(.*[^:]):([^:"\s\]]*)$/s.exec(text);
  return match === null ? null : { name: match[1] ?? "", port: match[2] ?? "" };
};

const readOne = (words: readonly Word[], usual: ServiceSet): Read<AskedHop> => {
  const text = textOf(words);
  const split = splitPort(text);
  const services = split === null ? usual : readService(split.port);
  if (services === null) return noService(split?.port === "" ? text : (split?.port ?? text));
  const to = readNamed(split?.name ?? text);
  if (to !== null) return succeed({ to, services });
  return fail({
    sentence:
      text === "" ? "Say what is to be reached, such as db:3306." : `${text} has quotes that do not close.`,
    instead: [],
  });
};

/** One target with what stands after `on`, `port` and the like. */
const readTarget = (words: readonly Word[], usual: ServiceSet): Read<AskedHop> => {
  const on = words.findLastIndex(({ word }, place) => place > 0 && ON.includes(word));
  if (on < 0) return readOne(words, usual);
  const first = words[on - 1]?.word ?? "";
  const start = ON.includes(first) && on > 1 ? on - 1 : on;
  const text = textOf(words.slice(on + 1));
  const services = readOn(text);
  if (services !== null) return readOne(words.slice(0, start), services);
  return words[on]?.word === "for" || words[on]?.word === "by" || words[on]?.word === "with"
    ? readOne(words, usual)
    : noService(text === "" ? textOf(words.slice(on)) : text);
};

const isBreak = ({ word, raw }: Word): boolean => word === "then" || ARROWS.includes(raw);

/** Cut where `isCut` says, without the words that join the parts. */
const cut = (words: readonly Word[], isCut: (word: Word) => boolean): Word[][] => {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (isCut(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts
    .map((part) => {
      const last = part.findLastIndex(({ word }) => word !== "," && word !== "and");
      return part.slice(0, last + 1);
    })
    .filter((part) => part.length > 0);
};

const inOrder = (parts: readonly (readonly Word[])[], usual: ServiceSet): Read<Hops> => {
  const hops: AskedHop[] = [];
  for (const [place, part] of parts.entries()) {
    const hop = readTarget(part, place === parts.length - 1 ? usual : ALL_SERVICES);
    if (!hop.ok) return hop;
    hops.push(hop.value);
  }
  const [first, ...others] = hops;
  return first === undefined
    ? fail({ sentence: "Say what is to be reached, such as db:3306.", instead: [] })
    : succeed([first, ...others]);
};

/** `usual`: of the last one, where it names no services. Ways after `via` come before what stands first. */
export const readHops = (words: readonly Word[], usual: ServiceSet): Read<Hops> => {
  const via = words.findIndex(({ word }, place) => place > 0 && VIA.includes(word));
  if (via < 0) return inOrder(cut(words, isBreak), usual);
  const target = cut(words.slice(0, via), isBreak);
  const ways = cut(
    words.slice(via + 1),
    (word) => isBreak(word) || VIA.includes(word.word) || word.word === "," || word.word === "and",
  );
  return inOrder([...ways, ...target], usual);
};
