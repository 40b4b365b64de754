import { expect, it } from "vitest";
import { formTexts } from "./form-texts.ts";

it("a text comes back as it was served, whatever ends its lines on the way", () => {
  const data = new FormData();
  data.set("yaml", "name: shop\r\nteam: Storefront\r\n");
  data.set("version", "3");
  data.set("$ACTION_KEY", "k1");
  data.set("file", new Blob(["x"]));
  expect(formTexts(data)).toEqual({ yaml: "name: shop\nteam: Storefront\n", version: "3" });
});
