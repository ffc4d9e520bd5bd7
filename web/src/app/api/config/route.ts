import { NextResponse } from "next/server";
import { demoCredentials, socketUrl } from "@/server/addresses";

export const dynamic = "force-dynamic";

/** What a page must know of where it runs. Public: it holds no secret. */
export type RuntimeConfig = { socketUrl: string; hasDemo: boolean };

export function GET() {
  const config: RuntimeConfig = { socketUrl: socketUrl(), hasDemo: demoCredentials() !== null };
  return NextResponse.json(config, { headers: { "cache-control": "no-store" } });
}
