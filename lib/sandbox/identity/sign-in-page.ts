/** The provider's one page: who do you want to be? One button a person; there is no password in a demo. */
import { html, type Markup, page } from "../page.ts";
import type { DemoPerson } from "./demo-people.ts";

const choice = (person: DemoPerson): Markup => html`<li><button name="subject" value="${person.subject}"
 aria-label="Continue as ${person.name}, ${person.title}" aria-describedby="about-${person.subject}"><b>${person.name}</b><span>${person.title}</span>
<span class="about" id="about-${person.subject}">${person.about}</span></button></li>`;

export function signInPage(people: readonly DemoPerson[]): string {
  return page(
    "Demo sign-in",
    html`<span class="note">Demo identity provider: no passwords, this machine only</span>
<h1>Who do you want to be?</h1>
<p>These are the people of Tidewater, a made-up company. A real Sallyport sends you to your own identity provider here.</p>
<form method="post"><ul>${people.map(choice)}</ul></form>`,
  );
}
