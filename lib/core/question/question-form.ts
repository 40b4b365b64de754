/** A question as the fields of a form: the other way of asking, with the same meaning as its text. */
import { ALL_SERVICES, equalServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { fail, type Result } from "#lib/core/result.ts";
import { parseQuestion } from "./parse-question.ts";
import { printNamed, printTarget } from "./print-question.ts";
import type { Question, QuestionProblem } from "./question.ts";
import { printMoment } from "./read-moment.ts";

export const QUESTION_KINDS = ["can", "who", "what"] as const;

/** All text; empty where nothing was said. */
export interface QuestionForm {
  readonly kind: Question["kind"];
  readonly from: string;
  readonly to: string;
  /** `tcp/443, udp/53`; empty for all. */
  readonly on: string;
  /** Ways in between, in order: `web:443, app:8080`. */
  readonly via: string;
  /** In UTC. */
  readonly at: string;
}

const printOn = (services: ServiceSet): string =>
  equalServices(services, ALL_SERVICES) ? "" : printServices(services).join(", ");

export const formOf = (question: Question): QuestionForm => {
  const at = question.at === null ? "" : printMoment(question.at);
  const none = { from: "", to: "", via: "", at };
  switch (question.kind) {
    case "who":
      return { ...none, kind: "who", to: printNamed(question.to), on: printOn(question.services) };
    case "what":
      return { ...none, kind: "what", from: printNamed(question.from), on: printOn(question.services) };
    case "can": {
      const last = question.hops.at(-1);
      return {
        ...none,
        kind: "can",
        from: printNamed(question.from),
        to: last === undefined ? "" : printNamed(last.to),
        on: last === undefined ? "" : printOn(last.services),
        via: question.hops.slice(0, -1).map(printTarget).join(" then "),
      };
    }
  }
};

const on = (text: string): string => (text === "" ? "" : ` on ${text}`);

/** The question that the fields ask. A field that is left out is said by name. */
export const questionOfForm = (form: QuestionForm, now: number): Result<Question, QuestionProblem> => {
  const [from, to, services, via, at] = [form.from, form.to, form.on, form.via, form.at].map((each) =>
    each.trim(),
  );
  const missing = (sentence: string) => fail({ sentence, instead: [] });
  if (form.kind !== "who" && from === "") return missing("Say from whom.");
  if (form.kind !== "what" && to === "") return missing("Say what is to be reached.");
  const moment = at === undefined || at === "" ? "" : ` at ${at}`;
  const way = via === undefined || via === "" ? "" : `${via.replaceAll(",", " then ")} then `;
  const text = {
    can: `can ${from} reach ${way}${to}${on(services ?? "")}`,
    who: `who can reach ${to}${on(services ?? "")}`,
    what: `what can ${from} reach${on(services ?? "")}`,
  }[form.kind];
  const read = parseQuestion(`${text}${moment}`, now);
  if (!read.ok || read.value.kind !== form.kind || (read.value.at === null) !== (moment === ""))
    return read.ok ? missing("The fields do not make a question: put names with spaces in quotes.") : read;
  return read;
};
