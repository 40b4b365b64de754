"use client";

import { useEffect, useState } from "react";

/** The time, again every `everyMilliseconds`. Server and browser differ at first: mark the text as such. */
export const useNow = (everyMilliseconds: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
};
