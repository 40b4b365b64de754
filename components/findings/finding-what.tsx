import { SeverityMark } from "#components/findings/severity-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { CatalogueFinding, CatalogueWitness } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { controlText } from "#lib/core/findings/catalogue/control.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";

const RULES = new Map(CATALOGUE.map((rule) => [rule.id, rule]));

const passage = ({ direction, passes }: Extract<CatalogueWitness, { kind: "packet" }>): string =>
  direction === "ingress" ? (passes ? "is let in" : "is refused") : passes ? "is let out" : "is held back";

/** One packet, or the thing itself. */
const Witness = ({ witness }: { readonly witness: CatalogueWitness }) =>
  witness.kind === "object" ? (
    <ForeignText text={witness.text} limit={200} />
  ) : (
    <>
      <span className="font-mono">
        {witness.address ?? witness.groupId ?? "a packet"} {witness.direction === "ingress" ? "→" : "←"}{" "}
        {witness.service}
      </span>{" "}
      {passage(witness)}
    </>
  );

/** What is wrong, the proof of it, and on request why it matters and which published control asks for it. */
export const FindingWhat = ({ finding }: { readonly finding: CatalogueFinding }) => {
  const rule = RULES.get(finding.ruleId);
  return (
    <div className="grid items-start gap-x-4 gap-y-1 md:grid-cols-[6.5rem_minmax(0,1fr)]">
      <SeverityMark finding={finding} />
      <div className="grid justify-items-start gap-1 font-normal">
        <span className="font-semibold">{rule?.title ?? finding.ruleId}</span>
        <ForeignText text={finding.sentence} limit={700} className="wrap-anywhere" />
        {finding.witness === null ? null : (
          <span className="text-sm wrap-anywhere">
            <span className="text-muted">Proof: </span>
            <Witness witness={finding.witness} />
          </span>
        )}
        <details className="text-sm text-muted">
          <summary className="cursor-pointer rounded-sm hover:text-ink">
            Why it matters
            {finding.controls.length === 0 ? "" : ", and the published controls it answers"}
          </summary>
          <div className="mt-1 grid max-w-prose gap-1.5">
            <p>{rule?.explanation}</p>
            {finding.controls.map((control) => (
              <p key={`${control.framework} ${control.meaning}`}>
                <span className="font-semibold">{controlText(control)}</span> {control.meaning}
                {control.framework === "CIS AWS Foundations" ? (
                  <span> Before: {olderNumbers(control.names)}.</span>
                ) : null}
              </p>
            ))}
          </div>
        </details>
      </div>
    </div>
  );
};

/** `5.3 in 5.0.0 and 4.0.0, 5.2 in 3.0.0`: newest first, versions with the same number together. */
const olderNumbers = (names: Readonly<Record<string, string>>): string => {
  const versions = new Map<string, string[]>();
  for (const [version, number] of Object.entries(names).slice(0, -1).reverse())
    versions.set(number, [...(versions.get(number) ?? []), version]);
  return [...versions].map(([number, all]) => `${number} in ${all.join(", ")}`).join("; ");
};
