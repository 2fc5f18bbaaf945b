import { Application, type ControllerConstructor } from "@hotwired/stimulus";

/** Puts HTML into the document with one controller running on it, for tests. */
export async function mount(html: string, controllers: Record<string, ControllerConstructor>): Promise<Application> {
  document.body.innerHTML = html;
  const application = Application.start();
  // Stimulus would log what a controller threw; a test shall fail by it.
  application.handleError = (error) => {
    throw error;
  };
  for (const [identifier, controller] of Object.entries(controllers)) application.register(identifier, controller);
  await settle();
  return application;
}

/** Lets promises, observers and timers of no delay have their turn. */
export async function settle(milliseconds = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function find<T extends Element = HTMLElement>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}

export function type(selector: string, text: string): void {
  const field = find<HTMLInputElement>(selector);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
