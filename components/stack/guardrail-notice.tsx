import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { GuardrailResult } from "#lib/core/guardrail/evaluate-guardrail.ts";

interface Props {
  readonly guardrails: readonly GuardrailResult[];
  readonly href: string;
}

/** Says above everything else that a guardrail is broken, and what breaks it. */
export const GuardrailNotice = ({ guardrails, href }: Props) => {
  const broken = guardrails.filter(({ state }) => state === "broken");
  const [first] = broken;
  if (first === undefined) return null;
  return (
    <Notice
      tone="problem"
      title={broken.length === 1 ? "A guardrail is broken" : `${broken.length} guardrails are broken`}
      actions={
        <TextLink href={href} scroll={false}>
          Guardrails
        </TextLink>
      }
    >
      <p>
        <span className="font-mono wrap-anywhere">{first.text}</span>
        <br />
        <ForeignText text={first.sentence} limit={300} />
      </p>
    </Notice>
  );
};
