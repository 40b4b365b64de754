/** New and retired stacks: what they can be made of, looking at the plan, and asking for it. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { readNewStackChoices } from "#lib/usecases/read/read-new-stack-choices.ts";
import { readReplacementGroups } from "#lib/usecases/read/read-replacement-groups.ts";
import { newStackInput, proposeNewStackInput } from "#lib/usecases/stack-life/new-stack-input.ts";
import { previewNewStack } from "#lib/usecases/stack-life/preview-new-stack.ts";
import { previewRetire } from "#lib/usecases/stack-life/preview-retire.ts";
import { proposeNewStack } from "#lib/usecases/stack-life/propose-new-stack.ts";
import { proposeRetire, proposeRetireInput } from "#lib/usecases/stack-life/propose-retire.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

export async function newStackChoices() {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readNewStackChoices({ db: webDatabase() }, actor));
}

/** `eni-1:web,eni-2:app`. */
const membersText = z
  .string()
  .max(20_000)
  .transform((text) =>
    text
      .split(",")
      .filter((part) => part !== "")
      .map((part) => {
        const [interfaceId = "", tier = ""] = part.split(":");
        return { interfaceId, tier };
      }),
  )
  .pipe(newStackInput.shape.members);

/** The sources as the form keeps them in the address: a JSON list; those without an owner name nobody. */
const standingText = z
  .string()
  .max(20_000)
  .transform((text, context): unknown => {
    if (text === "") return [];
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "The list of standing sources is broken: write it anew." });
      return z.NEVER;
    }
  })
  .pipe(newStackInput.shape.standing);

const wishText = newStackInput.extend({ members: membersText, standing: standingText });

/** The plan for what the address says, or why there is none; null while it says too little. */
export async function newStackPreview(given: Readonly<Record<string, string | undefined>>) {
  const [scopeId, vpcId] = (given.place ?? "").split("/");
  if (given.name === undefined || scopeId === undefined || vpcId === undefined) return null;
  const { actor } = await requirePerson();
  const wish = wishText.safeParse({
    name: given.name,
    patternId: given.pattern,
    teamId: given.team,
    scopeId,
    vpcId,
    members: given.members ?? "",
    standing: given.standing ?? "",
  });
  if (!wish.success) {
    const sentences = [...new Set(wish.error.issues.map(({ message }) => message))];
    return { ok: false as const, sentences };
  }
  const preview = await previewNewStack({ db: webDatabase() }, actor, wish.data);
  if (preview.ok) return { ok: true as const, wish: wish.data, ...preview.value };
  const { sentence, sentences } = preview.problem;
  return { ok: false as const, sentences: sentences ?? [sentence] };
}

const newStackForm = proposeNewStackInput.extend({
  members: membersText,
  standing: standingText,
  requestKey: z.uuid(),
});

export const newStackFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    newStackForm,
    data,
    (actor, input) => proposeNewStack(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

/** The plan that retires a stack, or why there is none. */
export async function retirePreview(stackId: string, replacementGroupId: string | null) {
  const { actor } = await requirePerson();
  return previewRetire({ db: webDatabase() }, actor, { stackId, replacementGroupId });
}

const retireForm = proposeRetireInput.extend({
  requestKey: z.uuid(),
  replacementGroupId: z
    .string()
    .max(255)
    .optional()
    .transform((text) => (text === undefined || text === "" ? null : text)),
});

export const retireFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    retireForm,
    data,
    (actor, input) => proposeRetire(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

/** Groups that could take the place of a stack's own on an interface; the VPC's default group first. */
export async function replacementGroups(stackId: string) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readReplacementGroups({ db: webDatabase() }, actor, { stackId }));
}
