/** What EC2 lets a group be called and described as (EC2-FACTS.md, "names"). */
const ALLOWED = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/;
const LONGEST = 255;

/** Why EC2 would not take a name or description; null when it would. */
function whyNotText(text: string, what: string): string | null {
  if (text.length > LONGEST) return `${what} has ${text.length} characters; EC2 takes ${LONGEST}.`;
  return ALLOWED.test(text) ? null : `${what} has characters that EC2 does not take there.`;
}

/** Why EC2 would not let a group be called this; null when it would. */
export function whyNotGroupName(name: string): string | null {
  if (/^sg-/i.test(name)) return `The group name ${name} begins like an id, which EC2 does not take.`;
  return whyNotText(name, `The group name ${name.slice(0, 40)}`);
}

export const whyNotGroupDescription = (description: string): string | null =>
  whyNotText(description, "The group's description");
