"use client";

import { createContext } from "react";

/** What the form around a field found wrong, by field name. */
export const FormProblems = createContext<Readonly<Record<string, string>>>({});
