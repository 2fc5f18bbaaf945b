import type { QuestionFields } from "./question";

/** Shows the vote at once, sends it, and takes it back where it did not arrive; answers whether it did. */
export async function castVote(
  item: HTMLElement,
  button: HTMLButtonElement,
  stored: (question: QuestionFields) => void,
): Promise<boolean> {
  if (button.getAttribute("aria-busy") === "true") return true;
  const given = button.value;
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  button.setAttribute("aria-busy", "true");
  mark(item, button, given === "yes");
  try {
    const response = await fetch(button.getAttribute("formaction") ?? "", {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams({ given }),
      credentials: "same-origin",
    });
    if (!response.ok) throw new Error(String(response.status));
    stored(((await response.json()) as { question: QuestionFields }).question);
    return true;
  } catch {
    // The socket may have written the question anew meanwhile.
    const now = document.querySelector<HTMLElement>(`[data-question="${item.dataset.question ?? ""}"]`);
    const again = now?.querySelector<HTMLButtonElement>("[data-vote]");
    if (now && again) mark(now, again, given !== "yes");
    return false;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function mark(item: HTMLElement, button: HTMLButtonElement, isVoted: boolean): void {
  item.dataset.voted = String(isVoted);
  button.setAttribute("aria-pressed", String(isVoted));
  button.value = isVoted ? "no" : "yes";
}
