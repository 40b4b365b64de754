/** Keeping the pattern of a proposal, for its form: its page then speaks of what was kept, however it was edited. */
import { redirect } from "next/navigation";
import { succeed } from "#lib/core/result.ts";
import { savePattern, savePatternInput } from "#lib/usecases/model/save-pattern.ts";
import { readProposalInput } from "#lib/usecases/read/read-proposal.ts";
import { type TextOutcome, textAction } from "./text-action.ts";
import { webDeps } from "./web-deps.ts";

const form = savePatternInput.extend(readProposalInput.omit({ pattern: true }).shape);

export const keepProposedPattern = (data: FormData): Promise<TextOutcome> =>
  textAction(
    form,
    data,
    async (actor, { yaml, ...proposal }) => {
      const saved = await savePattern(webDeps(), actor, { yaml });
      if (!saved.ok) return saved;
      const { name, version } = saved.value;
      return succeed({ ...proposal, pattern: `${name}@${version}` });
    },
    (proposal) => redirect(`/groups/adopt/proposal?${new URLSearchParams(proposal)}`, "replace"),
  );
