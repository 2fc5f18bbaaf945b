import { Controller } from "@hotwired/stimulus";
import { ownText, quotation, withQuotation } from "../live/quote";

/**
 * "Quote" takes what is selected in the post, or all that it says itself, into the answer without leaving the page.
 *
 * @example <div data-controller="live-quote" data-action="pointerdown->live-quote#remember click->live-quote#quote">
 */
export default class LiveQuoteController extends Controller<HTMLElement> {
  private selected = "";

  /** Pressing a link ends the selection, so what is selected is taken before. */
  remember(event: Event): void {
    const article = this.articleOf(event);
    this.selected = article ? selectedIn(article) : "";
  }

  quote(event: Event): void {
    const article = this.articleOf(event);
    const field = this.element.querySelector<HTMLTextAreaElement>("#reply [name=body]");
    const body = article?.querySelector<HTMLElement>(".post__body");
    if (!article || !body || !field || field.readOnly) return;
    event.preventDefault();
    const author = article.querySelector('[id^="by-"]')?.textContent ?? "";
    const text = this.selected || selectedIn(article) || ownText(body);
    field.value = withQuotation(field.value, quotation(author, article.dataset.number ?? "", text));
    this.selected = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  private articleOf(event: Event): HTMLElement | null {
    const link = event.target instanceof Element ? event.target.closest("a[href^='?quote=']") : null;
    return link?.closest<HTMLElement>("[data-number]") ?? null;
  }
}

function selectedIn(article: HTMLElement): string {
  const selection = window.getSelection();
  const body = article.querySelector(".post__body");
  if (!selection || selection.isCollapsed || !body?.contains(selection.anchorNode)) return "";
  return body.contains(selection.focusNode) ? selection.toString() : "";
}
