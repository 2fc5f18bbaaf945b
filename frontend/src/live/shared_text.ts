/** A text of several people as the server has it. */
export interface StoredText {
  body: string;
  version: number;
}

/** A text in a form that several people write in. It says which version it went out from, and what that was. */
export class SharedText {
  constructor(private readonly form: HTMLFormElement) {}

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
  }

  begin(stored: StoredText, text = stored.body): void {
    this.field("version").value = String(stored.version);
    this.field("base").value = stored.body;
    if (this.value === text) return;
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
