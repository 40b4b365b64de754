import { answerAuth } from "#lib/server/answer-auth.ts";

export const GET = answerAuth;
export const POST = answerAuth;
