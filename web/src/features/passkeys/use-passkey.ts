import type { Outcome } from "@/graphql/outcome";
import { passkeyFailure, passkeyHindrance } from "./passkey-failure";

/** What keeps this page from using passkeys, or null. Only in a browser. */
export function hindrance() {
  return passkeyHindrance(typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential, location.hostname);
}

/** Have the device answer a question of the API's, by a passkey that it has. */
export async function answerByPasskey(options: unknown): Promise<Outcome<{ passkey: unknown }>> {
  return asked(async () => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    return { passkey: jsonOf(await navigator.credentials.get({ publicKey })) };
  });
}

/** Have the device make a passkey. */
export async function makePasskey(options: unknown): Promise<Outcome<{ credential: unknown }>> {
  return asked(async () => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
    return { credential: jsonOf(await navigator.credentials.create({ publicKey })) };
  });
}

async function asked<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  const inTheWay = hindrance();
  if (inTheWay) return { data: null, failure: inTheWay };
  try {
    return { data: await ask(), failure: null };
  } catch (error) {
    return { data: null, failure: passkeyFailure(error) };
  }
}

function jsonOf(credential: Credential | null): unknown {
  if (credential instanceof PublicKeyCredential) return credential.toJSON();
  throw new DOMException("no passkey came", "NotAllowedError");
}
