import type { ReactNode } from "react";
import { WriteForm } from "#components/changes/write-form.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";

interface Props {
  readonly comments: readonly {
    readonly id: string;
    readonly personName: string;
    readonly at: string;
    readonly body: string;
  }[];
  /** Absent on a page of the past, where nobody can write. */
  readonly comment?: { readonly changeId: string; readonly action: FormAction };
  /** The way to earlier ones. */
  readonly pages: ReactNode;
}

/** What people say to each other about a change. */
export const ChangeConversation = ({ comments, comment, pages }: Props) => (
  <Card title="Conversation">
    {comments.length === 0 ? null : (
      <ul className="mb-4 grid gap-3">
        {comments.map(({ id, personName, at, body }) => (
          <li key={id} className="flex gap-2.5">
            <Avatar name={personName} />
            <div className="min-w-0">
              <p>
                <ForeignText text={personName} limit={48} className="font-semibold" />
                <span className="text-sm text-muted">
                  , <RelativeTime at={at} />
                </span>
              </p>
              {body.split(/\r?\n/).map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what was written never changes
                <p key={at}>
                  <ForeignText text={line} limit={4000} />
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    )}
    {pages}
    {comment === undefined ? null : (
      <WriteForm
        key={comments.at(-1)?.id ?? ""}
        changeId={comment.changeId}
        action={comment.action}
        submit="Write"
        variant="plain"
        name="comment"
        label="Write about this change"
        hint="Whoever asked, answered or wrote before is told."
        maxLength={4000}
      />
    )}
  </Card>
);
