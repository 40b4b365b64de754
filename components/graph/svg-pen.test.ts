import { expect, test } from "vitest";
import { SvgPen } from "./svg-pen.ts";

test("a name is text in the picture, whatever it says", () => {
  const pen = new SvgPen();
  const look = { colour: "rgb(0, 0, 0)", size: 12, weight: 400, anchor: "start" } as const;
  pen.text(1, 2, `</text><script>alert("1")</script>&'`, look);
  const svg = pen.document({ x: 0, y: 0, width: 10, height: 10 }, "<title>", "white");
  expect(svg).toContain("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</text>");
  expect(svg).toContain("<title>&lt;title&gt;</title>");
  expect(svg).not.toContain("<script");
});
