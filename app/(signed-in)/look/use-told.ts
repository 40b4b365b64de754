"use client";

import { useEffect, useState } from "react";
import type { OpenLook } from "#lib/browser/look/open-look.ts";
import type { QuestionName, Questions } from "#lib/browser/look/questions.ts";

/** What the look tells; the answer before it while the next one is on its way, null before the first. */
export function useTold<Name extends QuestionName>(
  look: OpenLook,
  name: Name,
  ask: Questions[Name]["ask"],
): Questions[Name]["told"] | null {
  const [told, setTold] = useState<{ readonly told: Questions[Name]["told"] } | null>(null);
  const text = JSON.stringify(ask);
  useEffect(() => {
    let isWanted = true;
    const question: Questions[Name]["ask"] = JSON.parse(text);
    void look.ask(name, question).then((answer) => {
      if (isWanted) setTold({ told: answer });
    });
    return () => {
      isWanted = false;
    };
  }, [look, name, text]);
  return told === null ? null : told.told;
}
