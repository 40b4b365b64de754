/** Frames a page draws while a hand moves over it: the same movements on every page. */
import type { Page } from "@playwright/test";

/** Milliseconds between frames, of every frame while `move` is done over and over. */
async function framesWhile(page: Page, milliseconds: number, move: (step: number) => Promise<void>) {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { benchFrames: times });
    const count = (now: number) => {
      times.push(now);
      if (Reflect.get(window, "benchFrames") === times) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const end = Date.now() + milliseconds;
  for (let step = 0; Date.now() < end; step += 1) await move(step);
  return page.evaluate(() => {
    const times: unknown = Reflect.get(window, "benchFrames");
    Object.assign(window, { benchFrames: null });
    return Array.isArray(times) ? times.filter((time) => typeof time === "number") : [];
  });
}

const rateOf = (times: readonly number[]): number => {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return last > first ? ((times.length - 1) * 1000) / (last - first) : 0;
};

const LONG = 4_000;
const [X, Y] = [640, 430];

/** Frames a second while the picture is dragged to and fro. */
export async function panningRate(page: Page): Promise<number> {
  await page.mouse.move(X, Y);
  await page.mouse.down();
  const times = await framesWhile(page, LONG, (step) =>
    page.mouse.move(X + Math.sin(step / 12) * 220, Y + Math.cos(step / 17) * 120),
  );
  await page.mouse.up();
  return rateOf(times);
}

/** Frames a second while the wheel turns closer and back. */
export async function zoomingRate(page: Page): Promise<number> {
  await page.mouse.move(X, Y);
  return rateOf(
    await framesWhile(page, LONG, (step) => page.mouse.wheel(0, Math.floor(step / 25) % 2 === 0 ? -40 : 40)),
  );
}
