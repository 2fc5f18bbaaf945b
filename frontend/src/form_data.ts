/** What a form holds, by the names of its fields; files and Django's token stay out. */
export type FormData_ = Record<string, string | string[]>;

const LEFT_OUT = new Set(["csrfmiddlewaretoken", "draft_version"]);
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function read(form: HTMLFormElement): FormData_ {
  const data: FormData_ = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || LEFT_OUT.has(name)) continue;
    const known = data[name];
    if (known === undefined) data[name] = value;
    else data[name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return data;
}

/** Puts kept values back; says whether that changed anything. */
export function fill(form: HTMLFormElement, data: FormData_): boolean {
  let hasChanged = false;
  for (const field of Array.from(form.elements) as Field[]) {
    if (!field.name || LEFT_OUT.has(field.name) || !(field.name in data) || field.type === "file") continue;
    const kept = data[field.name] ?? "";
    const values = Array.isArray(kept) ? kept : [kept];
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      const isChecked = values.includes(field.value);
      hasChanged ||= isChecked !== field.checked;
      field.checked = isChecked;
    } else if (field.type !== "hidden" && field.type !== "submit" && field.value !== values[0]) {
      field.value = values[0] ?? "";
      hasChanged = true;
    }
  }
  return hasChanged;
}
