import { Controller } from "@hotwired/stimulus";
import { asSeenBy, asWritten, showReactions } from "../live/reactions";

/**
 * "React" shows the words one can choose below the post, and a word is sent without leaving the page. Without script
 * both are a page of their own.
 *
 * @example <div data-controller="live-thread live-reactions" data-action="click->live-reactions#click">
 */
export default class LiveReactionsController extends Controller<HTMLElement> {
  static override values = { failed: String };
  declare readonly failedValue: string;

  click(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const article = target?.closest<HTMLElement>("article[data-number]");
    const link = target?.closest("a[data-react]");
    const chip = target?.closest<HTMLButtonElement>(".post__reactions > button");
    if (!article || !this.blank || !(link ?? chip)) return;
    event.preventDefault();
    if (chip) void this.send(article, chip);
    else this.open(article);
  }

  private open(article: HTMLElement): void {
    const isOpen = article.querySelector<HTMLElement>(".post__reactions")?.dataset.open === "true";
    this.show(article, asWritten(article), !isOpen);
    if (!isOpen) article.querySelector<HTMLElement>(".post__reactions > button")?.focus();
  }

  private async send(article: HTMLElement, chip: HTMLButtonElement): Promise<void> {
    const token = this.element.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const response = await fetch(chip.getAttribute("formaction") ?? "", {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token },
        body: new URLSearchParams({ [chip.name]: chip.value }),
        credentials: "same-origin",
      });
      const answer = (await response.json()) as { reactions?: Record<string, number[]>; message?: string };
      if (answer.reactions) this.show(article, asSeenBy(this.reader, answer.reactions), false);
      else this.say(article, answer.message ?? this.failedValue);
    } catch {
      this.say(article, this.failedValue);
    }
  }

  private show(article: HTMLElement, given: ReturnType<typeof asWritten>, isOpen: boolean): void {
    article.querySelector(".post__failed")?.remove();
    if (this.blank) showReactions(article, this.blank, given, { canReact: true, isOpen });
  }

  private say(article: HTMLElement, text: string): void {
    article.querySelector(".post__failed")?.remove();
    const line = document.createElement("p");
    line.className = "post__failed form-field__error";
    line.role = "alert";
    line.textContent = text;
    article.querySelector(".post__reactions")?.after(line);
  }

  private get reader(): number {
    const { liveThreadAliasValue: alias, liveThreadUserValue: id } = this.element.dataset;
    return Number(alias) || Number(id);
  }

  private get blank(): HTMLElement | null {
    const template = this.element.querySelector<HTMLTemplateElement>("template[data-live-thread-target=template]");
    return template?.content.querySelector<HTMLElement>('[data-slot="reactions"]') ?? null;
  }
}
