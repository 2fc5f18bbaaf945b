import { Controller } from "@hotwired/stimulus";

/** Asks before a form without autosave is left with typed text in it. */
export default class ConfirmLeaveController extends Controller<HTMLFormElement> {
  private isDirty = false;

  override connect(): void {
    this.element.addEventListener("input", this.typed);
    this.element.addEventListener("submit", this.sent);
    window.addEventListener("beforeunload", this.leaving);
  }

  override disconnect(): void {
    this.element.removeEventListener("input", this.typed);
    this.element.removeEventListener("submit", this.sent);
    window.removeEventListener("beforeunload", this.leaving);
  }

  private readonly typed = (): void => {
    this.isDirty = true;
  };

  private readonly sent = (): void => {
    this.isDirty = false;
  };

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.isDirty) event.preventDefault();
  };
}
