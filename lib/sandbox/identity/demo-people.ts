/** The people of the demo organisation, Tidewater. Subjects are what an identity provider would call them. */

export interface DemoPerson {
  /** The `sub` claim: stable, opaque, never reused. */
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** What they are, in a few words, on the sign-in page. */
  readonly title: string;
  /** One sentence: what to try as this person. */
  readonly about: string;
}

const person = (subject: string, name: string, title: string, about: string): DemoPerson => ({
  subject,
  name,
  email: `${subject.slice("tide-".length)}@tidewater.example`,
  emailVerified: true,
  title,
  about,
});

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person(
    "tide-casey.lindqvist",
    "Casey Lindqvist",
    "cloud admin",
    "Changes groups and approves. Has no SSH access.",
  ),
  person(
    "tide-ruben.ferreira",
    "Ruben Ferreira",
    "cloud admin",
    "The second pair of eyes: approves what Casey asks for.",
  ),
  person(
    "tide-mara.haddad",
    "Mara Haddad",
    "ssh admin",
    "Asks for SSH to the shop, from her laptop, for a while.",
  ),
  person(
    "tide-jonas.weber",
    "Jonas Weber",
    "ssh admin",
    "Works from the Hamburg office; on call for the ledger.",
  ),
  person(
    "tide-priya.raman",
    "Priya Raman",
    "team lead",
    "Leads the Storefront team; approves what touches its stacks.",
  ),
  person("tide-ines.duarte", "Ines Duarte", "security reviewer", "Reads everything, changes nothing."),
  person(
    "tide-olek.marsh",
    "Olek Marsh",
    "left the company",
    "His account here still works; Sallyport must refuse him.",
  ),
  person(
    "tide-noor.bakker",
    "Noor Bakker",
    "new colleague",
    "Sallyport has never seen her: she signs in without any role.",
  ),
];
