"use client";

import { useRef } from "react";

/** 128 random bits, hex; also where the page is not a secure context, and `randomUUID` is missing. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/** Gives what is sent a key of its own: the server does what comes with one key once, and answers it the same again. */
export const withNewKey = (data: FormData): FormData => {
  data.set("idempotencyKey", newKey());
  return data;
};

/**
 * The same for a form: the key stays while the same is sent again without having been answered (`answer` is the last
 * one), as after a connection that broke.
 */
export const useOnceKey = () => {
  const last = useRef<{ readonly body: string; readonly answer: unknown; readonly key: string } | null>(null);
  return (data: FormData, answer: unknown): FormData => {
    const body = JSON.stringify([...data].map(([name, value]) => [name, String(value)]));
    if (last.current?.body !== body || last.current.answer !== answer) {
      last.current = { body, answer, key: newKey() };
    }
    data.set("idempotencyKey", last.current.key);
    return data;
  };
};
