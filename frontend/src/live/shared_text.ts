import { DraftCopy } from "../draft_copy";
import { read } from "../form_data";

/** A text of several people as the server has it. */
export interface StoredText {
  body: string;
  version: number;
}

/** A text in a form that several people write in. It says which version it went out from, and what that was. */
export class SharedText {
  private readonly copy: DraftCopy;

  constructor(
    private readonly form: HTMLFormElement,
    key: string,
  ) {
    this.copy = new DraftCopy(key);
  }

  /** What was typed here and has not reached the server, as after a crash; it goes on from what it began with. */
  resume(): boolean {
    const { version, base, body } = this.copy.read()?.data ?? {};
    if (typeof version !== "string" || typeof base !== "string" || typeof body !== "string" || body === this.value) {
      this.copy.forget();
      return false;
    }
    this.field("version").value = version;
    this.field("base").value = base;
    this.area.value = body;
    return this.isChanged;
  }

  /** In this browser, until the server has it. */
  keep(): void {
    if (this.isChanged) this.copy.keep(read(this.form));
    else this.copy.forget();
  }

  get value(): string {
    return this.area.value;
  }

  get version(): number {
    return Number(this.field("version").value);
  }

  get isChanged(): boolean {
    return this.value !== this.field("base").value;
  }

  /** What is typed now goes on from what was sent, whatever version that becomes. */
  goOnFrom(sent: string): void {
    this.field("base").value = sent;
    this.keep();
  }

  begin(stored: StoredText, text = stored.body): void {
    this.field("version").value = String(stored.version);
    this.field("base").value = stored.body;
    if (this.value !== text) this.write(text);
    this.keep();
  }

  private write(text: string): void {
    // The caret stays in its line, whatever came above it.
    const caret = this.area.selectionStart;
    const isAbove = !text.startsWith(this.value.slice(0, caret));
    const place = isAbove ? Math.max(0, caret + text.length - this.value.length) : caret;
    this.area.value = text;
    if (document.activeElement === this.area) this.area.setSelectionRange(place, place);
  }

  private get area(): HTMLTextAreaElement {
    return this.form.elements.namedItem("body") as HTMLTextAreaElement;
  }

  private field(name: "version" | "base"): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }
}
