/** Questions for their page, the graph's and the palette; and what one may go on with while it is typed. */
import { redirect } from "next/navigation";
import { type AskView, askQuestion, askQuestionInput } from "#lib/usecases/ask/ask-question.ts";
import { completeQuestionInput, completions } from "#lib/usecases/ask/complete-question.ts";
import { dropQuestion, dropQuestionInput } from "#lib/usecases/ask/drop-question.ts";
import { keepQuestion, keepQuestionInput } from "#lib/usecases/ask/keep-question.ts";
import { readWatched } from "#lib/usecases/ask/read-watched.ts";
import { currentSession } from "./current-session.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { offeredAddress } from "./offered-address.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { publicOrigin } from "./web-environment.ts";

const NAMES = ["q", "ask", "from", "to", "on", "via", "when", "at"] as const;

/**
 * The moment of a question belongs to the page, so that every link on it goes to the same moment: the question without
 * it, and the moment; null where the address says so already.
 */
function momentOfPage({ present, at: moment }: AskView, at: string | undefined) {
  if (present === null || moment === null) return null;
  return at !== undefined && new Date(at).toISOString() === moment ? null : { question: present, at: moment };
}

const NOTHING_ASKED = askQuestionInput.parse({});

async function answerTo(given: unknown): Promise<AskView> {
  const { actor } = await requirePerson();
  const input = askQuestionInput.safeParse(given);
  const asked = input.success ? input.data : NOTHING_ASKED;
  return valueOrAbsent(await askQuestion({ db: webDatabase() }, actor, asked, await hereOf()));
}

export async function askPage(parameters: SearchParameters) {
  const given = await knownParameters(parameters, NAMES);
  const view = await answerTo(given);
  const moved = momentOfPage(view, given.at);
  if (moved !== null) redirect(`/ask?${new URLSearchParams({ q: moved.question, at: moved.at }).toString()}`);
  return { view, origin: publicOrigin() };
}

/** What is asked above the graph, with everything to show of the answers; null where nothing is. */
export async function askedOnGraph(parameters: SearchParameters) {
  const { ask, at } = await knownParameters(parameters, ["ask", "at"]);
  if (ask === undefined) return null;
  const view = await answerTo({ q: ask, at });
  const moved = momentOfPage(view, at);
  if (moved !== null) {
    const others = Object.entries(await parameters).flatMap(([name, value]) =>
      typeof value === "string" && name !== "ask" && name !== "at" ? [[name, value]] : [],
    );
    const next = new URLSearchParams([...others, ["ask", moved.question], ["at", moved.at]]);
    redirect(`/graph?${next.toString()}`);
  }
  const highlight = {
    nodeIds: [...new Set(view.answers.flatMap((given) => given.highlight.nodeIds))],
    pairs: view.answers.flatMap((given) => given.highlight.pairs),
  };
  return { view, highlight };
}

async function hereOf(): Promise<string | null> {
  const offered = await offeredAddress();
  return offered.kind === "offer" ? offered.cidr : null;
}

export async function watchedOf(of: "all" | "home" | { readonly stackId: string }) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readWatched({ db: webDatabase() }, actor, of));
}

export async function keepFromForm(data: FormData): Promise<FormOutcome> {
  const here = await hereOf();
  return formAction(
    keepQuestionInput,
    data,
    (actor, input) => keepQuestion({ db: webDatabase() }, actor, input, here),
    () => "It is watched now: every look at EC2 judges it anew, and you are told when its answer flips.",
  );
}

export const dropFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    dropQuestionInput,
    data,
    (actor, input) => dropQuestion({ db: webDatabase() }, actor, input),
    () => "It is no longer watched.",
  );

/** What a half-typed question may go on with; null for nobody, and for somebody who may read nothing. */
export async function questionCompletions(text: string) {
  const session = await currentSession();
  const input = completeQuestionInput.safeParse({ text });
  if (session === null || !input.success) return null;
  const found = await completions({ db: webDatabase() }, session.actor, input.data);
  return found.ok ? found.value : null;
}
