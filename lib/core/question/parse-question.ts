/** A question as people type it. Never throws, whatever the text; what it does not understand it says, and what to try. */
import { ALL_SERVICES, type ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { MAY, REACH } from "./keywords.ts";
import {
  type AskedHop,
  EXAMPLES,
  type Named,
  QUESTION_LENGTH,
  type Question,
  type QuestionProblem,
} from "./question.ts";
import { printMoment, readMoment } from "./read-moment.ts";
import { readNamed } from "./read-named.ts";
import { readHops, readOn } from "./read-target.ts";
import { ARROWS, textOf, type Word, wordsOf } from "./words.ts";

type Read<Value> = Result<Value, QuestionProblem>;

const problem = (sentence: string, instead: readonly string[] = EXAMPLES): Read<never> =>
  fail({ sentence, instead });

/** The moment a question ends or begins with, and the words without it. */
const splitMoment = (words: readonly Word[], now: number): { rest: readonly Word[]; at: number | null } => {
  const spoken = (part: readonly Word[]) => part.map(({ word }) => word).filter((word) => word !== ",");
  const momentOf = (part: readonly Word[]) =>
    part.some(({ word }) => word === "") ? null : readMoment(spoken(part).join(" "), now);
  for (let cut = 1; cut < words.length; cut += 1) {
    const at = words.length - cut > 9 ? null : momentOf(words.slice(cut));
    if (at !== null) return { rest: words.slice(0, cut), at };
  }
  for (let cut = Math.min(9, words.length - 1); cut > 0; cut -= 1) {
    const at = momentOf(words.slice(0, cut));
    if (at !== null) return { rest: words.slice(cut), at };
  }
  return { rest: words, at: null };
};

/** Words of courtesy, and what says no more than that a question follows. */
const COURTESY = /^(?:please|tell|show|me|hey|so|and|,|exactly|how)$/;

const withoutCourtesy = (words: readonly Word[]): readonly Word[] => {
  const first = words.findIndex(({ word }) => !COURTESY.test(word));
  return first < 0 ? [] : words.slice(first);
};

const isIn = (list: readonly string[], word: Word | undefined): boolean =>
  word !== undefined && list.includes(word.word);

/** `can`, `is able to`, `is allowed to`: how many of the words at the start. */
const mayLength = (words: readonly Word[]): number => {
  if (!isIn(MAY, words[0])) return 0;
  const able = isIn(["able", "allowed", "permitted"], words[1]) && isIn(["to"], words[2]);
  return able ? 3 : 1;
};

const named = (words: readonly Word[], what: string): Read<Named> => {
  const text = textOf(words);
  const read = readNamed(text.replace(/ (?:be )?(?:able|allowed|permitted) to$/i, ""));
  if (read !== null) return succeed(read);
  return text === ""
    ? problem(`Say ${what}.`)
    : problem(`${text} has quotes that do not close, or nothing between them.`, []);
};

interface Parts {
  readonly words: readonly Word[];
  readonly at: string | null;
}

/** `reach`, `get to`, `ssh into`: the words after it, and the services it implies. */
const afterVerb = (words: readonly Word[], verb: number): { rest: readonly Word[]; services: ServiceSet } => {
  const rest = words.slice(verb + 1);
  const bare = isIn(["to", "into", "with"], rest[0]) ? rest.slice(1) : rest;
  return {
    rest: bare,
    services: words[verb]?.word === "ssh" ? (readOn("22") ?? ALL_SERVICES) : ALL_SERVICES,
  };
};

const hopsAfter = (words: readonly Word[], verb: number): Read<readonly [AskedHop, ...AskedHop[]]> => {
  const { rest, services } = afterVerb(words, verb);
  if (rest.length === 0) return problem("Say what is to be reached, such as db:3306.");
  return readHops(rest, services);
};

const verbIn = (words: readonly Word[], from: number): number =>
  words.findIndex((word, place) => place >= from && isIn(REACH, word));

const whoQuestion = (words: readonly Word[], verb: number, at: string | null): Read<Question> => {
  const hops = hopsAfter(words, verb);
  if (!hops.ok) return hops;
  const [{ to, services }, ...more] = hops.value;
  return more.length > 0
    ? problem("Who can reach something is asked of one thing at a time: leave out the ways on.")
    : succeed({ kind: "who", to, services, at });
};

/** `what can NAME reach`; `what can reach NAME` asks who. */
const whatQuestion = ({ words, at }: Parts): Read<Question> => {
  const start = 1 + mayLength(words.slice(1));
  const verb = verbIn(words, start);
  if (verb < 0) return problem("Ask what somebody can reach, or what can reach something.");
  if (verb === start) return whoQuestion(words, verb, at);
  const from = named(words.slice(start, verb), "who is to reach it");
  if (!from.ok) return from;
  const { rest, services } = afterVerb(words, verb);
  if (rest.length === 0) return succeed({ kind: "what", from: from.value, services, at });
  const text = textOf(rest.slice(1));
  const on = isIn(["on", "over", "using", "by", "for", "with", "via", "through"], rest[0])
    ? readOn(text)
    : null;
  return on === null
    ? problem(`What is ${textOf(rest)}? After reach stand services, such as on tcp/443.`, [])
    : succeed({ kind: "what", from: from.value, services: on, at });
};

const canQuestion = ({ words, at }: Parts): Read<Question> => {
  const start = mayLength(words);
  const arrow = words.findIndex(({ raw }) => ARROWS.includes(raw));
  const verb = arrow > 0 ? arrow : verbIn(words, start);
  if (verb < 0) return problem("This is no question about reach: it names nobody who reaches anything.");
  const from = named(words.slice(start, verb), "who is to reach it");
  if (!from.ok) return from;
  const hops = hopsAfter(words, verb);
  return hops.ok ? succeed({ kind: "can", from: from.value, hops: hops.value, at }) : hops;
};

const isoOf = (at: number | null, now: number): Read<string | null> => {
  if (at === null || at === now) return succeed(null);
  const iso = new Date(at).toISOString();
  return at < now
    ? succeed(iso)
    : problem(`${printMoment(iso)} is still to come: nobody has seen it yet.`, []);
};

/** `now`: milliseconds since 1970, of the one who asks. */
export const parseQuestion = (text: string, now: number): Read<Question> => {
  if (text.length > QUESTION_LENGTH) return problem("This is too long to be a question.");
  const asked = withoutCourtesy(wordsOf(text));
  if (asked.length === 0) return problem("Ask who can reach what.");
  const { rest, at } = splitMoment(asked, now);
  const moment = isoOf(at, now);
  if (!moment.ok) return moment;
  const parts = { words: withoutCourtesy(rest), at: moment.value };
  const first = parts.words[0]?.word;
  if (first === "who" || first === "whoever") {
    const verb = verbIn(parts.words, 1);
    return verb < 0
      ? problem("Say what is to be reached: who can reach db:3306.")
      : whoQuestion(parts.words, verb, parts.at);
  }
  return first === "what" || first === "where" || first === "which"
    ? whatQuestion(parts)
    : canQuestion(parts);
};
