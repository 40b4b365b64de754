import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly input: { readonly stack: string; readonly person: string; readonly source: string };
}

/** What the page is about, and how to see all of it where it is about less. */
export const AccessFacts = ({ input }: Props) => {
  const chosen = [input.stack, input.person, input.source].filter((each) => each !== "");
  return chosen.length === 0 ? (
    <p>Who may open SSH to what, from where, until when</p>
  ) : (
    <>
      <ForeignText text={`Only ${chosen.join(", ")}`} limit={120} />
      <TextLink href="/access">Show everything</TextLink>
    </>
  );
};
