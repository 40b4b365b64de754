"use server";

import type { YamlAction } from "#components/settings/yaml-state.ts";
import { keepProposedPattern } from "#lib/server/keep-proposed-pattern.ts";

export const keepPatternYaml: YamlAction = async (_, data) => keepProposedPattern(data);
