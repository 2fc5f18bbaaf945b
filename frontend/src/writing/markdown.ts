/** What a button of the toolbar does with a text: the new stretch, what it replaces, and what is selected afterwards. */
export interface Change {
  from: number;
  to: number;
  text: string;
  select: [number, number];
}

/** Around what is selected, or around the place where one goes on writing; taken away where it stands already. */
export function wrap(value: string, start: number, end: number, mark: string): Change {
  const chosen = value.slice(start, end);
  const isMarked = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (isMarked && chosen) {
    const from = start - mark.length;
    return { from, to: end + mark.length, text: chosen, select: [from, from + chosen.length] };
  }
  const inner = chosen.trim();
  const before = chosen.slice(0, chosen.length - chosen.trimStart().length);
  const after = inner ? chosen.slice(chosen.trimEnd().length) : "";
  const first = start + before.length + mark.length;
  return { from: start, to: end, text: before + mark + inner + mark + after, select: [first, first + inner.length] };
}

/** The whole lines that are touched begin with the mark; where all do already, it goes. */
export function prefix(value: string, start: number, end: number, mark: string): Change {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const next = value.indexOf("\n", end);
  const to = next < 0 ? value.length : next;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark)) && lines.some((line) => line.length > mark.length);
  const text = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
  // A list or quotation begins after an empty line, or Markdown takes it for the end of the paragraph.
  const above =
    value
      .slice(0, Math.max(0, from - 1))
      .split("\n")
      .at(-1) ?? "";
  const gap = !isMarked && above.trim() && !above.startsWith(mark) ? "\n" : "";
  const last = from + gap.length + text.length;
  return { from, to, text: gap + text, select: lines.length > 1 ? [from + gap.length, last] : [last, last] };
}

/** [what is selected](https://), with the part selected that is to be typed next. */
export function link(value: string, start: number, end: number): Change {
  const chosen = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen))
    return { from: start, to: end, text: `[](${chosen})`, select: [start + 1, start + 1] };
  const address = start + chosen.length + 3;
  return {
    from: start,
    to: end,
    text: `[${chosen}](https://)`,
    select: chosen ? [address, address + 8] : [start + 1, start + 1],
  };
}

/** A sign that begins a word, with a space before it where a word has just ended. */
export function sign(value: string, start: number, end: number, mark: string): Change {
  const text = (start > 0 && /\S/.test(value[start - 1] ?? "") ? " " : "") + mark;
  return { from: start, to: end, text, select: [start + text.length, start + text.length] };
}
