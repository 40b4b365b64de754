/** What people say of a change, and who moved it, page by page: all of it, or what there was at a moment of the past. */
import { z } from "zod";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";
import { changeStateOf } from "./change-state-of.ts";
import type { CommentView, MoveView } from "./change-view.ts";
import { type PageOf, pageOf } from "./pages-of.ts";

export interface ChangeTalk {
  /** The oldest first, within the page. */
  readonly moves: readonly MoveView[];
  readonly movePage: PageOf;
  readonly comments: readonly CommentView[];
  readonly commentPage: PageOf;
}

const diffSchema = z.array(z.strictObject({ sign: z.enum(["-", "+"]), text: z.string() }));

const withPerson = { person: { select: { displayName: true } } } as const;

/** `comments`, `history`: which page of each; the newest when absent. The caller has checked that the actor may read. */
export async function changeTalk(
  db: Database,
  changeId: string,
  pages: { readonly comments?: number | undefined; readonly history?: number | undefined },
  at?: Date,
): Promise<ChangeTalk> {
  const ofComments = { changeId, createdAt: endedBy(at) };
  const ofMoves = { changeId, at: endedBy(at) };
  const said = pageOf(await db.changeComment.count({ where: ofComments }), pages.comments);
  const moved = pageOf(await db.changeMove.count({ where: ofMoves }), pages.history);
  const comments = await db.changeComment.findMany({
    where: ofComments,
    include: withPerson,
    orderBy: { createdAt: "desc" },
    skip: said.skip,
    take: said.take,
  });
  const moves = await db.changeMove.findMany({
    where: ofMoves,
    include: withPerson,
    orderBy: { version: "desc" },
    skip: moved.skip,
    take: moved.take,
  });
  return {
    movePage: moved,
    moves: moves.toReversed().map((move) => ({
      version: move.version,
      from: move.fromState === null ? null : changeStateOf(move.fromState),
      to: changeStateOf(move.toState),
      at: move.at.toISOString(),
      personName: move.person?.displayName ?? null,
      why: move.why,
      diff: diffSchema.safeParse(move.diff).data ?? [],
    })),
    commentPage: said,
    comments: comments.toReversed().map(({ id, body, createdAt, person }) => ({
      id,
      body,
      personName: person.displayName,
      at: createdAt.toISOString(),
    })),
  };
}
