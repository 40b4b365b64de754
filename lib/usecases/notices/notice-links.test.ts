import { expect, it } from "vitest";
import { linkLine, withLinks } from "./notice-links.ts";

it("gives a path the address that people know, on a line of its own alone", () => {
  const body = `Do you need it?\n\n${linkLine("/reviews/3?row=2")}\nsee → /changes/1`;
  expect(withLinks(body, "https://sallyport.example/")).toBe(
    "Do you need it?\n\nhttps://sallyport.example/reviews/3?row=2\nsee → /changes/1",
  );
  expect(withLinks(body, undefined)).toBe(body);
});
