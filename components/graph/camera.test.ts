import { expect, test } from "vitest";
import {
  brought,
  fitted,
  isSeen,
  panned,
  parseCamera,
  printCamera,
  resized,
  toPicture,
  zoomed,
} from "./camera.ts";

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

test("what makes the view narrower moves nothing in its corner, and nothing grows or shrinks", () => {
  const camera = fitted(bounds, view);
  const narrow = { width: 500, height: 400 };
  const after = resized(camera, view, narrow);
  expect(after.scale).toBe(camera.scale);
  expect(toPicture(after, narrow, 0, 0)).toEqual(toPicture(camera, view, 0, 0));
});

test("what is out of sight is brought into it, and nothing moves for what is in it", () => {
  const camera = { x: 0, y: 0, scale: 1 };
  const near = { x: 10, y: 10, width: 50, height: 20 };
  expect(brought(camera, view, near)).toBe(camera);
  const far = { x: 2_000, y: 10, width: 50, height: 20 };
  expect(isSeen(far, brought(camera, view, far), view)).toBe(true);
});
