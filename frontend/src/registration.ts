import type { Application, ControllerConstructor } from "@hotwired/stimulus";

/** `./controllers/tag_input_controller.ts` is `data-controller="tag-input"`. */
export function identifierOf(path: string): string {
  const file = path.split("/").pop() ?? path;
  return file.replace(/_controller\.ts$/, "").replaceAll("_", "-");
}

export function registerControllers(application: Application, modules: Record<string, unknown>): void {
  for (const [path, module] of Object.entries(modules)) {
    application.register(identifierOf(path), (module as { default: ControllerConstructor }).default);
  }
}
