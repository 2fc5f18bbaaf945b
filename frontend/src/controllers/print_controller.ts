import { Controller } from "@hotwired/stimulus";

/** Opens the browser's print dialogue. */
export default class PrintController extends Controller<HTMLButtonElement> {
  now(): void {
    window.print();
  }
}
