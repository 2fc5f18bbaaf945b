import { Controller } from "@hotwired/stimulus";
import { filesIn, upload } from "../writing/upload";

const MOST_BYTES = 15 * 1024 * 1024;

/**
 * Uploads pictures and documents as soon as they are chosen, dropped or pasted, and lists them with what is to be said
 * about each. The form waits for them. Without it they go with the form. Loaded when somebody is in the form.
 *
 * @example <div data-late="late-attach" data-upload="/api/v1/uploads/post/1"> … components of files.html … </div>
 */
export default class LateAttachController extends Controller<HTMLElement> {
  private running = 0;
  private asked: SubmitEvent | null = null;

  override connect(): void {
    for (const [type, listener] of this.listeners) this.element.addEventListener(type, listener);
    document.addEventListener("submit", this.waitForFiles, true);
    this.form?.addEventListener("live-reply:sent", this.sent);
    this.form?.addEventListener("live-reply:refused", this.refused);
    this.chosen();
  }

  override disconnect(): void {
    for (const [type, listener] of this.listeners) this.element.removeEventListener(type, listener);
    document.removeEventListener("submit", this.waitForFiles, true);
    this.form?.removeEventListener("live-reply:sent", this.sent);
    this.form?.removeEventListener("live-reply:refused", this.refused);
  }

  private readonly chosen = (): void => {
    const files = Array.from(this.input?.files ?? []);
    if (this.input) this.input.value = "";
    this.take(files);
  };

  private readonly changed = (event: Event): void => {
    if (event.target === this.input) this.chosen();
  };

  private readonly pasted = (event: Event): void => {
    const files = filesIn((event as ClipboardEvent).clipboardData);
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  };

  private readonly draggedOver = (event: Event): void => {
    if (!(event as DragEvent).dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.add("is-target");
  };

  private readonly dropped = (event: Event): void => {
    this.element.classList.remove("is-target");
    const files = filesIn((event as DragEvent).dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  };

  private readonly pressed = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest("[data-remove]") : null;
    const row = button?.closest<HTMLElement>("[data-file]");
    if (!row) return;
    event.preventDefault();
    // A file that the post has already is only left out of the list; it goes when the changes are saved.
    const url = this.uploadUrl.replace(/\/[a-z]+\/\d+$/, `/${row.dataset.file ?? ""}`);
    void fetch(url, { method: "DELETE", headers: { "X-CSRFToken": this.token } }).catch(() => undefined);
    row.remove();
    this.input?.focus();
  };

  private readonly listeners: [string, (event: Event) => void][] = [
    ["change", this.changed],
    ["paste", this.pasted],
    ["dragover", this.draggedOver],
    ["dragleave", () => this.element.classList.remove("is-target")],
    ["drop", this.dropped],
    ["click", this.pressed],
  ];

  private take(files: File[]): void {
    if (files.length) this.refuse("");
    for (const file of files) {
      if (file.size > MOST_BYTES) this.refuse(`${file.name}: ${this.list?.dataset.tooLarge ?? ""}`);
      else void this.send(file);
    }
  }

  private async send(file: File): Promise<void> {
    const row = document.createElement("li");
    const bar = document.createElement("progress");
    row.className = "file-row";
    row.append(file.name, " ", bar);
    bar.ariaLabel = file.name;
    this.list?.append(row);
    this.running += 1;
    const answer = await upload(this.uploadUrl, this.token, file, (part) => (bar.value = part));
    this.running -= 1;
    if (answer.html) {
      row.outerHTML = answer.html;
    } else {
      row.remove();
      this.refuse(answer.message ?? `${file.name}: ${this.list?.dataset.failed ?? ""}`);
      this.asked = null;
    }
    if (this.running || !this.asked) return;
    const { submitter } = this.asked;
    this.asked = null;
    this.form?.requestSubmit(submitter);
  }

  /** What was asked for, a preview for instance, waits for the last file; where one fails, the person decides anew. */
  private readonly waitForFiles = (event: SubmitEvent): void => {
    if (!this.running || event.target !== this.form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.asked = event;
  };

  /** What was added while the answer was on its way stays for the next one. */
  private readonly sent = (event: Event): void => {
    const { post } = (event as CustomEvent<{ post: { files: { key: string }[] } }>).detail;
    for (const { key } of post.files) this.list?.querySelector(`[data-file="${key}"]`)?.remove();
    this.refuse("");
  };

  private readonly refused = (event: Event): void => {
    const html = (event as CustomEvent<{ files_html?: string }>).detail.files_html;
    if (html === undefined || !this.list) return;
    this.list.innerHTML = html;
    this.list.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  };

  private refuse(text: string): void {
    const error = this.element.querySelector<HTMLElement>("[data-files-error]");
    if (!error) return;
    if (!text) return error.replaceChildren();
    const line = document.createElement("p");
    line.textContent = text;
    error.append(line);
  }

  private get list(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>("[data-files-list]");
  }

  private get input(): HTMLInputElement | null {
    return this.element.querySelector<HTMLInputElement>("input[type=file]");
  }

  private get form(): HTMLFormElement | null {
    return this.element.closest("form");
  }

  private get uploadUrl(): string {
    return this.element.dataset.upload ?? "";
  }

  private get token(): string {
    return this.form?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  }
}
