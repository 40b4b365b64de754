/** How long the graph takes to answer a hand: from the event to the frame that shows what it asked for. */
import type { Page } from "@playwright/test";

/** Milliseconds from the next event of this name until the picture that follows it is on screen. */
async function untilDrawn(
  page: Page,
  event: "keydown" | "change",
  act: () => Promise<unknown>,
): Promise<number> {
  await page.evaluate((name) => {
    const answer = new Promise<number>((resolve) => {
      addEventListener(
        name,
        () => {
          const start = performance.now();
          const look = () => {
            const drawn = performance.getEntriesByName("graph-drawn").at(-1)?.startTime ?? 0;
            if (drawn > start) requestAnimationFrame(() => resolve(performance.now() - start));
            else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      );
    });
    Object.assign(window, { benchAnswer: answer });
  }, event);
  await act();
  const time: unknown = await page.evaluate(() => Reflect.get(window, "benchAnswer"));
  return Number(time);
}

const TIMES = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;

/** The middle of several: a node selected with the arrow keys is put in focus, and left again. */
export async function focusTime(page: Page): Promise<number> {
  const times: number[] = [];
  const graph = page.getByRole("application", { name: "Graph" });
  for (let time = 0; time < TIMES; time += 1) {
    await graph.focus();
    for (let step = 0; step <= time; step += 1) await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(400);
    times.push(await untilDrawn(page, "keydown", () => page.keyboard.press("f")));
    await page.keyboard.press("Escape");
    await page.waitForTimeout(400);
  }
  return median(times);
}

/** The middle of several, all but the last of them chosen for the first time: what was chosen before is kept. */
export async function filterTime(page: Page): Promise<number> {
  const times: number[] = [];
  const only = page.getByRole("combobox", { name: "Only", exact: true });
  for (const choice of ["exposed", "drift", "unused", "unknown", ""]) {
    times.push(await untilDrawn(page, "change", () => only.selectOption(choice)));
    await page.waitForTimeout(400);
  }
  return median(times);
}
