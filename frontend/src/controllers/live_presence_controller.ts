import { Controller } from "@hotwired/stimulus";
import { liveSocket } from "../live/socket";

/**
 * Says who is in the room right now.
 *
 * @example <p data-controller="live-presence" data-live-presence-topic-value="space:1"><span data-live-presence-target="text"></span></p>
 */
export default class LivePresenceController extends Controller<HTMLElement> {
  static override targets = ["text"];
  static override values = { topic: String, label: String, more: String };

  declare readonly textTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly labelValue: string;
  declare readonly moreValue: string;

  override connect(): void {
    liveSocket().company.followPresence(this.topicValue, (people, count) => {
      const names = people.map((person) =>
        person.municipality ? `${person.name} (${person.municipality})` : person.name,
      );
      if (count > people.length) names.push(this.moreValue.replace("{count}", String(count - people.length)));
      this.textTarget.textContent = names.length ? this.labelValue.replace("{people}", names.join(", ")) : "";
    });
  }
}
