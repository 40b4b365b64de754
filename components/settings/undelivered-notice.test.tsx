import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { UndeliveredNotice } from "./undelivered-notice.tsx";

// The address of a page, which there is none of here.
vi.mock("#components/ui/use-moment.ts", () => ({ useMoment: () => null }));

const since = new Date(Date.now() - 3_600_000).toISOString();
const shown = (count: number, problem: string | null) =>
  renderToStaticMarkup(<UndeliveredNotice messages={{ way: "mail", count, since, problem }} />).replaceAll(
    /<[^>]*>/g,
    "",
  );

it("says how many messages wait, since when and because of what", () => {
  expect(shown(3, "mail.example is away")).toMatch(
    /3 messages wait to be delivered since .*ago, because mail\.example is away/,
  );
  expect(shown(1, null)).toMatch(/1 message waits .*because SMTP_URL may name no mail server/);
});
