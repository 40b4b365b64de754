import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { seatsFor } from "./seats.ts";

const HERE = new AbortController().signal;

async function* endless(): AsyncGenerator<string> {
  for (;;) yield "more";
}

async function* waiting(over: AbortSignal): AsyncGenerator<string> {
  yield "first";
  await new Promise<void>((resolve) => over.addEventListener("abort", () => resolve()));
}

it("are taken by reading, and by no body that is only made", async () => {
  const seats = seatsFor(1, 60_000);
  const [first, second] = [seats.body(endless, HERE), seats.body(endless, HERE)];
  expect(seats.areTaken()).toBe(false);
  await setTimeout(10);
  expect(seats.areTaken()).toBe(false);
  const reader = first.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("more");
  expect(seats.areTaken()).toBe(true);
  expect((await second.getReader().read()).done).toBe(true);
  expect(seats.areTaken()).toBe(true);
  await reader.cancel();
  await expect.poll(seats.areTaken).toBe(false);
});

it("are free again when the pieces end, or fail", async () => {
  const seats = seatsFor(1, 60_000);
  const one = async function* () {
    yield "one";
  };
  expect(await new Response(seats.body(one, HERE)).text()).toBe("one");
  expect(seats.areTaken()).toBe(false);
  const failing = async function* (): AsyncGenerator<string> {
    yield "one";
    throw new Error("No database.");
  };
  await expect(new Response(seats.body(failing, HERE)).text()).rejects.toThrow("No database.");
  expect(seats.areTaken()).toBe(false);
});

it("are free again when whoever reads has gone, whatever the body waits for", async () => {
  for (const pieces of [endless, waiting]) {
    const seats = seatsFor(1, 60_000);
    const gone = new AbortController();
    const reader = seats.body(pieces, gone.signal).getReader();
    await reader.read();
    const next = pieces === waiting ? reader.read() : null;
    expect(seats.areTaken()).toBe(true);
    gone.abort();
    await expect.poll(seats.areTaken).toBe(false);
    expect((await (next ?? reader.read())).done).toBe(true);
  }
});

it("are not taken for somebody who had gone before", async () => {
  const seats = seatsFor(1, 60_000);
  const body = seats.body(endless, AbortSignal.abort());
  expect((await body.getReader().read()).done).toBe(true);
  expect(seats.areTaken()).toBe(false);
});

it("are free again after the longest time, though the reader stays and takes nothing", async () => {
  const seats = seatsFor(1, 20);
  const reader = seats.body(endless, HERE).getReader();
  await reader.read();
  expect(seats.areTaken()).toBe(true);
  await expect.poll(seats.areTaken).toBe(false);
  expect((await reader.read()).done).toBe(true);
});
