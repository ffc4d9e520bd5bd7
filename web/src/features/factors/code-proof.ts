import type { FactorProof } from "@/gql/graphql";

const SIX_DIGITS = /^\d{6}$/;

/** What was typed, as a proof: six digits are the authenticator app's, everything else is a recovery code. */
export function codeProof(typed: string): FactorProof {
  const digits = typed.replaceAll(/\s/g, "");
  return SIX_DIGITS.test(digits) ? { totpCode: digits } : { recoveryCode: typed.trim() };
}
