/** The mail that Sallyport sent: what arrived by SMTP. */
import { z } from "zod";
import { DEMO_PEOPLE } from "#lib/sandbox/identity/demo-people.ts";
import { sandboxUrl } from "./product.ts";

const letters = z.array(z.object({ subject: z.string(), text: z.string() }));

/** Letters to somebody, by name, newest first, each as its subject and text. */
export async function lettersTo(name: string): Promise<string[]> {
  const person = DEMO_PEOPLE.find((each) => each.name === name);
  if (person === undefined) throw new Error(`${name} is nobody of the demo.`);
  const url = `${sandboxUrl("mailbox")}/messages?to=${encodeURIComponent(person.email)}`;
  return letters.parse(await (await fetch(url)).json()).map(({ subject, text }) => `${subject}\n${text}`);
}
