import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { entrySubjects } from "./entry-subjects.tsx";

const nothing = { person: null, stack: null, change: null, grant: null, groupId: null };

it("an entry about nothing says nothing, so that a phone leaves no empty line for it", () => {
  expect(entrySubjects({ subjects: nothing, details: { minutes: 3 } })).toBeNull();
});

it("each subject is told once, and what people wrote stays text", () => {
  const mara = { id: "1", name: "Mara <b>" };
  const html = renderToStaticMarkup(
    entrySubjects({
      subjects: { ...nothing, person: mara, grant: { id: "2", number: 7 }, groupId: "sg-1" },
      details: { name: mara.name, role: "cloud_admin", team: "Ledger", account: "Ledger" },
    }),
  );
  expect(html).toContain("grant 7");
  expect(html.match(/Mara &lt;b&gt;/g)).toHaveLength(1);
  expect(html.match(/Ledger/g)).toHaveLength(1);
  expect(html).toContain("cloud admin");
});
