import { expect, test } from "vitest";
import { find, mount, type } from "../test_page";
import FormProgressController from "./form_progress_controller";

const FORM = `<div data-controller="form-progress" data-form-progress-label-value="{done} von {total}">
  <p data-form-progress-target="text"></p>
  <ol><li data-form-progress-target="item"><a href="#what">Was</a></li><li data-form-progress-target="item"><a href="#facts">Fakten</a></li></ol>
  <section id="what"><div class="form-field"><input name="title"></div>
    <div class="form-field"><span class="form-field__optional">(freiwillig)</span><input name="tags"></div></section>
  <section id="facts"><div class="form-field"><span class="form-field__optional">(freiwillig)</span><input name="cost"></div></section>
</div>`;

test("a part is answered without its optional fields, a wholly optional one with them", async () => {
  const application = await mount(FORM, { "form-progress": FormProgressController });
  expect(find("p").textContent).toBe("0 von 2");

  type("[name=title]", "Frühstück");
  expect(find("p").textContent).toBe("1 von 2");
  expect(find("li").classList.contains("step-nav__item--done")).toBe(true);

  type("[name=cost]", "300 Euro");
  expect(find("p").textContent).toBe("2 von 2");

  type("[name=title]", " ");
  expect(find("p").textContent).toBe("1 von 2");
  application.stop();
});
