import { Controller } from "@hotwired/stimulus";

/** Brings whoever sent a form with mistakes to the list of them. */
export default class ErrorSummaryController extends Controller<HTMLElement> {
  override connect(): void {
    this.element.focus();
  }
}
