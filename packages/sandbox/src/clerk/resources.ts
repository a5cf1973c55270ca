import type { Client, Email, Session, SignIn, SignUp, User, Verification } from "./model.ts";
import type { ClerkState } from "./state.ts";

/** How Clerk writes its objects, in the shape that its scripts and servers read. */
type Json = Record<string, unknown>;

const verificationJson = (verification: Verification | null, now: number): Json | null =>
  verification && {
    object: `verification_${verification.strategy}`,
    status: verification.status === "unverified" && verification.expireAt < now ? "expired" : verification.status,
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: verification.expireAt,
  };

export const emailJson = (email: Email, now: number): Json => ({
  object: "email_address",
  id: email.id,
  email_address: email.address,
  reserved: false,
  verification: verificationJson(email.verification, now),
  linked_to: [],
  matches_sso_connection: false,
  created_at: email.createdAt,
  updated_at: email.updatedAt,
});

const pictureUrl = ({ id, picture }: User, origin: string): string =>
  picture === null ? `${origin}/avatar/${id}` : `${origin}/picture/${picture}`;

/** A user as the frontend sees them. */
export const userJson = (user: User, origin: string, now: number): Json => ({
  object: "user",
  id: user.id,
  username: null,
  first_name: user.firstName,
  last_name: user.lastName,
  locale: null,
  image_url: pictureUrl(user, origin),
  profile_image_url: pictureUrl(user, origin),
  has_image: user.picture !== null,
  primary_email_address_id: user.primaryEmailId,
  primary_phone_number_id: null,
  primary_web3_wallet_id: null,
  password_enabled: user.password !== null,
  two_factor_enabled: false,
  totp_enabled: false,
  backup_code_enabled: false,
  email_addresses: user.emails.map((email) => emailJson(email, now)),
  phone_numbers: [],
  web3_wallets: [],
  passkeys: [],
  organization_memberships: [],
  external_accounts: [],
  saml_accounts: [],
  enterprise_accounts: [],
  public_metadata: user.publicMetadata,
  unsafe_metadata: user.unsafeMetadata,
  external_id: null,
  last_sign_in_at: user.lastSignInAt,
  create_organization_enabled: false,
  create_organizations_limit: null,
  delete_self_enabled: true,
  legal_accepted_at: null,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
});

/** The same with what only servers are told, as events and the Backend API carry it. */
export const serverUserJson = (user: User, origin: string, now: number): Json => ({
  ...userJson(user, origin, now),
  private_metadata: user.privateMetadata,
  password_last_updated_at: null,
  banned: user.banned,
  locked: false,
  lockout_expires_in_seconds: null,
  verification_attempts_remaining: 100,
  last_active_at: user.lastSignInAt,
  mfa_enabled_at: null,
  mfa_disabled_at: null,
});

export const sessionJson = (session: Session, user: User, token: string | null, origin: string, now: number): Json => ({
  object: "session",
  id: session.id,
  status: session.status,
  factor_verification_age: [Math.floor((now - session.firstFactorAt) / 60_000), -1],
  expire_at: session.expireAt,
  abandon_at: session.expireAt,
  last_active_at: session.lastActiveAt,
  last_active_organization_id: null,
  last_active_token: token === null ? null : { object: "token", jwt: token },
  actor: session.actor,
  tasks: null,
  user: userJson(user, origin, now),
  public_user_data: {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: pictureUrl(user, origin),
    has_image: user.picture !== null,
    identifier: primaryEmail(user)?.address ?? "",
    user_id: user.id,
  },
  created_at: session.createdAt,
  updated_at: session.updatedAt,
});

export const primaryEmail = (user: User): Email | undefined =>
  user.emails.find(({ id }) => id === user.primaryEmailId) ?? user.emails[0];

export const isVerified = (email: Email): boolean => email.verification?.status === "verified";

export function signUpJson(signUp: SignUp, now: number): Json {
  const given = {
    email_address: signUp.email,
    password: signUp.status === "complete" || signUp.password,
    first_name: signUp.firstName,
  };
  const verified = signUp.verification?.status === "verified";
  return {
    object: "sign_up",
    id: signUp.id,
    status: signUp.status,
    required_fields: Object.keys(given),
    optional_fields: ["last_name"],
    missing_fields: Object.entries(given).flatMap(([field, value]) => (value ? [] : [field])),
    unverified_fields: signUp.email && !verified ? ["email_address"] : [],
    username: null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    email_address: signUp.email,
    phone_number: null,
    web3_wallet: null,
    external_account_strategy: null,
    external_account: null,
    has_password: signUp.password !== null,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: {},
    custom_action: false,
    external_id: null,
    created_session_id: signUp.sessionId,
    created_user_id: signUp.userId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: null,
    locale: null,
    verifications: {
      email_address: {
        ...verificationJson(signUp.verification, now),
        next_action: verified ? "" : signUp.verification ? "needs_attempt" : "needs_prepare",
        supported_strategies: ["email_code"],
      },
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
  };
}

const masked = (address: string): string => {
  const [name = "", host = ""] = address.split("@");
  return `${name.slice(0, 1)}${"*".repeat(Math.max(1, name.length - 1))}@${host}`;
};

export function signInJson(signIn: SignIn, user: User | undefined, now: number): Json {
  const factors = (user?.emails ?? []).filter(isVerified).flatMap((email) => {
    const by = { email_address_id: email.id, safe_identifier: masked(email.address), primary: true };
    const reset = user?.password ? [{ strategy: "reset_password_email_code", ...by }] : [];
    return [{ strategy: "email_code", ...by }, ...reset];
  });
  return {
    object: "sign_in",
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ["email_address"],
    supported_first_factors: user ? [...(user.password ? [{ strategy: "password" }] : []), ...factors] : null,
    supported_second_factors: null,
    first_factor_verification: verificationJson(signIn.verification, now),
    second_factor_verification: null,
    identifier: signIn.identifier,
    user_data: user && {
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: "",
      has_image: user.picture !== null,
    },
    created_session_id: signIn.sessionId,
    abandon_at: signIn.abandonAt,
  };
}

export function clientJson(
  client: Client,
  state: ClerkState,
  origin: string,
  tokenOf: (session: Session) => string,
): Json {
  const { data } = state;
  const now = state.now().getTime();
  const sessions = Object.values(data.sessions).flatMap((session) => {
    const user = data.users[session.userId];
    if (session.clientId !== client.id || session.status !== "active" || session.expireAt < now || !user) return [];
    return [sessionJson(session, user, tokenOf(session), origin, now)];
  });
  const signUp = client.signUpId === null ? undefined : data.signUps[client.signUpId];
  const signIn = client.signInId === null ? undefined : data.signIns[client.signInId];
  return {
    object: "client",
    id: client.id,
    sessions,
    sign_up: signUp ? signUpJson(signUp, now) : null,
    sign_in: signIn ? signInJson(signIn, data.users[signIn.userId ?? ""], now) : null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastStrategy,
    cookie_expires_at: null,
    captcha_bypass: true,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}
