// A real OpenID Connect provider for the tests of single sign-on. It prints its address as one JSON line, lets
// anybody in under the name they type, and obeys three orders of the test: POST /orders/keys signs with new
// keys, POST /orders/short makes tokens that live one second, POST /orders/claims sets claims of everybody.
import { createServer } from "node:http";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import Provider from "oidc-provider";

const [redirect, post] = process.argv.slice(2);
let issuer, handle, claims = {}, seconds = 600;

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" };
}

function provide() {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "nhipcau", client_secret: "a secret of the tests", redirect_uris: [redirect], post_logout_redirect_uris: [post],
      grant_types: ["authorization_code"], response_types: ["code"],
    }],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ["of the tests"] },
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "name", "email", "email_verified", "staff"] },
    ttl: { IdToken: () => seconds, AccessToken: 600, AuthorizationCode: 60, Grant: 600, Interaction: 600, Session: 600 },
    findAccount: (ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: "Họ tên của " + id, email: id + "@anbinh.example", email_verified: true, staff: id, ...claims }),
    }),
  });
  return provider.callback();
}

const server = createServer((request, response) => {
  if (!request.url.startsWith("/orders/")) return handle(request, response);
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    if (request.url === "/orders/keys") handle = provide();
    if (request.url === "/orders/short") seconds = 1;
    if (request.url === "/orders/claims") claims = JSON.parse(body);
    response.end("done\n");
  });
});

server.listen(0, "127.0.0.1", () => {
  issuer = "http://127.0.0.1:" + server.address().port;
  handle = provide();
  console.log(JSON.stringify({ issuer }));
});
process.stdin.on("end", () => process.exit()).resume(); // ends with the test
