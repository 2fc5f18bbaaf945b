const BEFORE_CARET = /(?:^|[\s(>])@([\p{L}\d][\p{L}\d.'’ -]{0,40})$/u;

/** What is being typed after an @, directly before the caret. */
export function mentionAt(text: string, caret: number): string | undefined {
  return BEFORE_CARET.exec(text.slice(0, caret))?.[1];
}

/** The text with the mention in place of what was typed, and where the caret then stands. */
export function withMention(text: string, caret: number, typed: string, mention: string): [string, number] {
  const before = text.slice(0, caret - typed.length - 1);
  const after = text.slice(caret).replace(/^ /, "");
  return [`${before}${mention} ${after}`, before.length + mention.length + 1];
}
