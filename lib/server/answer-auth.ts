import { handleAuthRequest } from "#lib/adapters/auth/handle-auth-request.ts";
import { authSetting } from "./auth-setting.ts";
import { loggedAddress } from "./request-address.ts";
import { webDatabase } from "./web-database.ts";
import { publicOrigin, webEnvironment } from "./web-environment.ts";

/** `/api/auth/...` with this process's provider, people and sessions. */
export function answerAuth(request: Request): Promise<Response> {
  const environment = webEnvironment();
  return handleAuthRequest(
    request,
    authSetting({
      db: webDatabase(),
      client: {
        issuer: environment.OIDC_ISSUER,
        clientId: environment.OIDC_CLIENT_ID,
        clientSecret: environment.OIDC_CLIENT_SECRET,
      },
      secret: environment.NEXTAUTH_SECRET,
      origin: publicOrigin(),
      firstAdmin: environment.SALLYPORT_FIRST_ADMIN ?? null,
      ...loggedAddress(request.headers),
    }),
  );
}
