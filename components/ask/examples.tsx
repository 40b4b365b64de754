import { askHref } from "#components/ask/ask-links.ts";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { EXAMPLES } from "#lib/core/question/question.ts";

/** What can be asked, for somebody who has not asked yet. */
export const Examples = () => (
  <Card title="For example">
    <ul className="grid gap-1.5">
      {EXAMPLES.map((question) => (
        <li key={question}>
          <TextLink href={askHref(question)} className="font-mono">
            {question}
          </TextLink>
        </li>
      ))}
    </ul>
  </Card>
);
