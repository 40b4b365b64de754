import { expect, it } from "vitest";
import { editStanding } from "./edit-standing.ts";

const text = `# The shop.
name: shop
standing:
  - name: Berlin office # ask Casey first
    source: 198.51.100.0/24
    owner: casey@tidewater.example
    review: 2027-03-01
  - name: Guests
    source: 198.51.100.0/24
    review: 2027-03-01
policy: {}
`;
const office = { value: "198.51.100.0/24", owner: "Casey@tidewater.example" };

it("takes one source out, found by what it means and by its owner, and leaves the rest as it was written", () => {
  const edited = editStanding(text, office, { kind: "remove" });
  expect(edited).toContain("# The shop.");
  expect(edited).not.toContain("Berlin office");
  expect(edited).toContain("Guests");
  expect(edited).toContain("policy: {}");
});

it("takes the whole list away with its last source", () => {
  const one = editStanding(text, office, { kind: "remove" }) ?? "";
  expect(editStanding(one, { ...office, owner: null }, { kind: "remove" })).not.toContain("standing");
});

it("moves a review date", () => {
  const edited = editStanding(text, office, { kind: "review", on: "2027-05-22" });
  expect(edited?.match(/review: .*/g)).toEqual(["review: 2027-05-22", "review: 2027-03-01"]);
});

it("says where the text does not list it, or is no text of a stack", () => {
  expect(editStanding(text, { value: "203.0.113.0/24", owner: null }, { kind: "remove" })).toBeNull();
  expect(editStanding("", office, { kind: "remove" })).toBeNull();
  expect(editStanding("a: [", office, { kind: "remove" })).toBeNull();
});
