/** Times are milliseconds since 1970, as Clerk counts them. */
export interface Verification {
  status: "unverified" | "verified" | "expired" | "failed";
  strategy: string;
  attempts: number;
  expireAt: number;
  /** What the person has to type. */
  code: string | null;
}

export interface Email {
  id: string;
  address: string;
  verification: Verification | null;
  createdAt: number;
  updatedAt: number;
}

export interface User {
  id: string;
  firstName: string | null;
  lastName: string | null;
  /** Name of a picture that they chose. */
  picture: string | null;
  /** Salt and hash. */
  password: { salt: string; hash: string } | null;
  emails: Email[];
  primaryEmailId: string | null;
  banned: boolean;
  publicMetadata: Record<string, unknown>;
  privateMetadata: Record<string, unknown>;
  unsafeMetadata: Record<string, unknown>;
  lastSignInAt: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface Session {
  id: string;
  userId: string;
  /** null for one that a server made. */
  clientId: string | null;
  status: "active" | "pending" | "ended" | "removed" | "revoked" | "expired";
  firstFactorAt: number;
  /** Who acts in the user's name. */
  actor: { sub: string } | null;
  agent: string;
  createdAt: number;
  updatedAt: number;
  lastActiveAt: number;
  expireAt: number;
}

/** A browser as Clerk knows it: its sessions, and the sign-up or sign-in under way. */
export interface Client {
  id: string;
  signUpId: string | null;
  signInId: string | null;
  lastActiveSessionId: string | null;
  lastStrategy: string | null;
  createdAt: number;
  updatedAt: number;
}

export interface SignUp {
  id: string;
  status: "missing_requirements" | "complete" | "abandoned";
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  password: User["password"];
  unsafeMetadata: Record<string, unknown>;
  verification: Verification | null;
  sessionId: string | null;
  userId: string | null;
  abandonAt: number;
}

export interface SignIn {
  id: string;
  status: "needs_identifier" | "needs_first_factor" | "needs_new_password" | "complete";
  identifier: string | null;
  userId: string | null;
  verification: Verification | null;
  sessionId: string | null;
  abandonAt: number;
}

export interface Attempt {
  at: number;
  /** 0 where no answer came. */
  status: number;
  ms: number;
  error: string | null;
}

/** One event on its way to the endpoint. */
export interface Message {
  id: string;
  type: string;
  /** The bytes that are signed and sent, the same at every attempt. */
  payload: string;
  createdAt: number;
  attempts: Attempt[];
  /** When it is sent next; null when it is held, delivered or given up. */
  nextAt: number | null;
  state: "waiting" | "held" | "delivered" | "failed";
}

export interface Endpoint {
  url: string | null;
  /** By how much faster than svix it comes back. */
  speed: number;
  /** New messages wait until somebody releases them. */
  hold: boolean;
}

/** What the Backend API answers instead of doing what it is asked, for the next requests. */
export interface Fault {
  status: number;
  left: number;
  /** Seconds, as `Retry-After`. */
  retryAfter: number | null;
}

/** A code or notice that Clerk sent by e-mail. */
export interface Mail {
  at: number;
  to: string;
  subject: string;
  code: string;
}

export interface Saved {
  users: Record<string, User>;
  sessions: Record<string, Session>;
  clients: Record<string, Client>;
  signUps: Record<string, SignUp>;
  signIns: Record<string, SignIn>;
  /** Token of a development browser → its client; null before it has one. */
  browsers: Record<string, string | null>;
  messages: Message[];
  mails: Mail[];
  endpoint: Endpoint;
}
