import { DONE, inOrder, type QuestionFields, questionElement, replaceQuestion, STANDING } from "./question";

/** Where the questions of a room stand, for one person. */
export interface Places {
  page: HTMLElement;
  standing: HTMLElement;
  done: HTMLElement;
  template: HTMLTemplateElement;
}

/** The questions of a room on the page. They change where they stand; new ones and another order come with `arrange`. */
export class QuestionList {
  /** Those that are not on the page yet. */
  readonly waiting = new Map<number, QuestionFields>();
  private readonly own = new Set<number>();

  constructor(
    private readonly at: Places,
    private readonly reader: { id: number; canVote: boolean },
  ) {}

  find(id: number): HTMLElement | null {
    return this.at.page.querySelector<HTMLElement>(`[data-question="${id}"]`);
  }

  /** One's own, also where it has no name. */
  claim(id: number): void {
    this.own.add(id);
  }

  isClaimed(id: number): boolean {
    return this.own.has(id);
  }

  replace(old: HTMLElement, question: QuestionFields): void {
    replaceQuestion(old, this.made(question, old));
  }

  /** What waits comes, and everything goes where it belongs; answers how many stand there. */
  arrange(): { standing: number; done: number } {
    for (const question of this.waiting.values()) this.at.standing.append(this.made(question));
    this.waiting.clear();
    const items = [...this.standing, ...this.done];
    const standing = items.filter(isStanding).sort(inOrder);
    const done = items.filter(isDone);
    this.at.standing.replaceChildren(...standing);
    this.at.done.replaceChildren(...done);
    return { standing: standing.length, done: done.length };
  }

  get isArranged(): boolean {
    const { standing } = this;
    const sorted = [...standing].sort(inOrder);
    return (
      standing.every((item, place) => item === sorted[place] && isStanding(item)) &&
      this.done.every((item) => isDone(item))
    );
  }

  private get standing(): HTMLElement[] {
    return Array.from(this.at.standing.children) as HTMLElement[];
  }

  private get done(): HTMLElement[] {
    return Array.from(this.at.done.children) as HTMLElement[];
  }

  private made(question: QuestionFields, old?: HTMLElement): HTMLElement {
    const isOwn = old?.dataset.own === "true" || this.own.has(question.id) || question.author?.id === this.reader.id;
    const isVoted = old?.dataset.voted === "true";
    return questionElement(this.at.template, question, { isOwn, isVoted, canVote: this.reader.canVote });
  }
}

const isStanding = (item: HTMLElement): boolean => STANDING.includes(item.dataset.state ?? "");
const isDone = (item: HTMLElement): boolean => DONE.includes(item.dataset.state ?? "");
