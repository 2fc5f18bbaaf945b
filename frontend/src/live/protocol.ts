/** What travels on the socket; docs/realtime.md describes it. */
export const PROTOCOL = 2;

export interface Person {
  id: number;
  name: string;
  municipality: string;
  /** By language, where it is no name but what kind of municipality speaks. */
  names?: Record<string, string>;
}

export interface ThreadFields {
  id: number;
  kind: string;
  title: string;
  language: string;
  author: Person | null;
  last_author: string;
  last_author_names?: Record<string, string>;
  created_at: string;
  last_post_at: string;
  post_count: number;
  is_pinned: boolean;
  is_closed: boolean;
  outcome_html: string;
  accepted_number: number | null;
}

export interface PostFields {
  number: number;
  author: Person | null;
  body_html: string;
  created_at: string;
  edited_at: string | null;
  is_deleted: boolean;
  is_removed: boolean;
  /** Why the moderation has hidden it; then it is deleted for its readers, too. */
  hidden_reason: string;
  /** Ids of people by the kind of reaction. */
  reactions: Record<string, number[]>;
  files: AttachedFile[];
  poll: PollFields | null;
  /** Addresses of this site that stand alone in a paragraph; what a reader sees of them is asked for. */
  links: string[];
}

export interface PollFields {
  kind: "single" | "multiple" | "date";
  question: string;
  options: { id: string; text?: string; at?: string; is_whole_day?: boolean; counts: Record<string, number> }[];
  voter_count: number;
  is_secret: boolean;
  is_open: boolean;
  closes_at: string | null;
}

export interface AttachedFile {
  key: string;
  kind: "image" | "document";
  name: string;
  ending: string;
  size: number;
  width: number;
  height: number;
  description: string;
  is_decorative: boolean;
}

export interface Change {
  number: number;
  kind:
    | "thread_opened"
    | "thread_changed"
    | "thread_left"
    | "thread_arrived"
    | "thread_rearranged"
    | "list_changed"
    | "post_published"
    | "post_edited"
    | "post_deleted"
    | "post_reacted"
    | "post_hidden"
    | "post_restored"
    | "post_polled";
  at: string;
  thread: ThreadFields;
  post: PostFields | null;
  step?: { name: string; actor: Person | null; former: string; formers?: Record<string, string> };
}

/** The answer to "what have I missed", over the socket or over HTTP. */
export interface CatchUp {
  number: number;
  changes: Change[];
  more: boolean;
  reset: boolean;
}

/** Somebody writes an answer; without a person where nobody is named. */
export interface Typing {
  topic: string;
  thread: number;
  person: Person | null;
}

export type Frame =
  | { type: "hello"; protocol: number; version: string }
  | ({ type: "subscribed"; topic: string } & CatchUp)
  | { type: "unsubscribed"; topic: string; reason: "left" | "revoked" | "behind" }
  | { type: "message"; topic: string; number: number; change: Change }
  | { type: "hint"; topic: string }
  | { type: "presence"; topic: string; people: Person[]; count: number }
  | ({ type: "typing" } & Typing)
  | { type: "error"; code: string; topic?: string }
  | { type: "pong" };

export const CloseCode = { SIGNED_OUT: 4401, TOO_SLOW: 4408, OTHER_PROTOCOL: 4426, FLOOD: 4429 } as const;
