import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { z } from "zod";
import { UntilField } from "#components/access/until-field.tsx";
import { StartField } from "#components/ui/start-field.tsx";
import { endFields, readEnd, readStart, startFields } from "#lib/server/form-fields.ts";

const start = z.strictObject(startFields).transform(readStart);
const end = z.strictObject(endFields).transform(readEnd);

/** What a browser sends of the inputs it was served: those in `noscript` only where scripts are off. */
function sent(markup: string, scripts: boolean, typed: Record<string, string> = {}) {
  const seen = scripts ? markup.replaceAll(/<noscript>.*?<\/noscript>/g, "") : markup;
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`, "i").exec(tag)?.[1] ?? "";
  const inputs = [...seen.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const served = inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")]);
  return { ...Object.fromEntries(served), ...typed };
}

const empty = renderToStaticMarkup(<StartField />);

it("without scripts a start is read as UTC, as the form says", () => {
  expect(empty).toContain("This time is in UTC");
  const typed = { startsAt: "2027-02-03T04:05" };
  expect(start.parse(sent(empty, false, typed))).toEqual({ startsAt: new Date("2027-02-03T04:05:00Z") });
  expect(start.parse(sent(empty, false))).toEqual({ startsAt: null });
});

it("a start whose moment did not come is refused where it stands, and never at once", () => {
  const read = start.safeParse(sent(empty, true, { startsAt: "2027-02-03T04:05" }));
  expect(read.error?.issues).toMatchObject([
    { path: ["startsAt"], message: expect.stringContaining("say it once more") },
  ]);
  for (const startsAt of ["soon", "2027-02-30T04:05", "2027-02-03"]) {
    expect(start.safeParse(sent(empty, false, { startsAt })).success).toBe(false);
  }
});

it("with scripts the moment counts that they send, in whatever zone it was typed", () => {
  const typed = { startsAt: "2027-02-03T05:05", startsAtIso: "2027-02-03T04:05:00.000Z" };
  expect(start.parse(sent(empty, true, typed))).toEqual({ startsAt: new Date("2027-02-03T04:05:00Z") });
});

it("a start said before stays to the second, without scripts too, until it is said otherwise", () => {
  const startsAt = "2027-02-03T04:05:06.000Z";
  const served = renderToStaticMarkup(<StartField startsAt={startsAt} />);
  expect(start.parse(sent(served, false))).toEqual({ startsAt: new Date(startsAt) });
  expect(start.parse(sent(served, false, { startsAt: "" }))).toEqual({ startsAt: null });
  const other = sent(served, false, { startsAt: "2027-02-03T04:06" });
  expect(start.parse(other)).toEqual({ startsAt: new Date("2027-02-03T04:06:00Z") });
});

it("an end has to be said, and is read the same way", () => {
  const served = renderToStaticMarkup(
    <UntilField name="endsAt" label="Until" minSeconds={900} maxSeconds={86_400} />,
  );
  const typed = { endsAt: "2027-02-03T18:00:00" };
  expect(end.parse(sent(served, false, typed))).toEqual({ endsAt: new Date("2027-02-03T18:00:00Z") });
  expect(end.safeParse(sent(served, true, typed)).success).toBe(false);
  expect(end.safeParse(sent(served, false)).error?.issues).toMatchObject([{ message: "Say until when." }]);
});
