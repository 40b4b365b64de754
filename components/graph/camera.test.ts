import { expect, test } from "vitest";
import { fitted, isSeen, panned, parseCamera, printCamera, toPicture, zoomed } from "./camera.ts";

const view = { width: 800, height: 400 };
const bounds = { x: 100, y: 50, width: 4_000, height: 1_000 };

test("what is fitted is seen whole", () => {
  expect(isSeen(bounds, fitted(bounds, view), view)).toBe(true);
});

test("what is under the pointer stays there when one comes closer", () => {
  const camera = fitted(bounds, view);
  const closer = zoomed(camera, view, 1.7, 123, 45);
  expect(closer.scale).toBeCloseTo(camera.scale * 1.7);
  const [before, after] = [toPicture(camera, view, 123, 45), toPicture(closer, view, 123, 45)];
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
});

test("the picture goes with the hand", () => {
  const camera = fitted(bounds, view);
  const { x, y } = toPicture(camera, view, 100, 100);
  const after = toPicture(panned(camera, 30, -20), view, 130, 80);
  expect([after.x, after.y]).toEqual([expect.closeTo(x), expect.closeTo(y)]);
});

test("a camera is read as it was written, and nonsense is none", () => {
  expect(parseCamera(printCamera({ x: -12, y: 40, scale: 0.5 }))).toEqual({ x: -12, y: 40, scale: 0.5 });
  for (const text of ["", "1,2", "1,2,x"]) expect(parseCamera(text)).toBeNull();
});
