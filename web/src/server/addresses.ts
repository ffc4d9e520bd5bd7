/** Where the API is, read when asked: one build serves every environment. */

const LOCAL_API = "http://127.0.0.1:8000";

/** The API as this server reaches it, without a trailing slash. */
export function apiUrl(): string {
  return withoutSlash(process.env.SOLVENT_API_URL ?? LOCAL_API);
}

/** The API as a browser reaches it: file uploads and the progress socket go there directly. */
export function publicApiUrl(): string {
  return withoutSlash(process.env.SOLVENT_PUBLIC_URL ?? apiUrl());
}

/** The address of the progress socket. */
export function socketUrl(): string {
  return `${publicApiUrl().replace(/^http/, "ws")}/graphql`;
}

/** Every origin a page may connect to besides its own: API, socket and, where files live elsewhere, the object store. */
export function connectOrigins(): string[] {
  const stores = [process.env.S3_PUBLIC_ENDPOINT ?? process.env.S3_ENDPOINT, ...(process.env.SOLVENT_UPLOAD_ORIGINS ?? "").split(/\s+/)];
  const http = [publicApiUrl(), ...stores].flatMap((address) => (address ? [new URL(address).origin] : []));
  return [...new Set([...http, new URL(socketUrl()).origin])];
}

/** The demo person's sign-in, where this installation has one. */
export function demoCredentials(): { email: string; password: string } | null {
  const email = process.env.SOLVENT_DEMO_EMAIL;
  const password = process.env.SOLVENT_DEMO_PASSWORD;
  return email && password ? { email, password } : null;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
