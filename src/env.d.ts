declare namespace App {
  interface Locals {
    /** Opened once by `server.mjs`; under `astro dev` by the middleware. */
    runtime?: import('./runtime.ts').Runtime;
    /** What the entry counts the request under; absent under `astro dev`. */
    noted?: { route: string };
    ctx: import('./server/context.ts').Context;
    sessions: import('./server/identity/sessions.ts').Sessions;
    demonstration: boolean;
    requestId: string;
    /** What the error page tells. */
    problem?: import('./text/refusals.ts').RefusalText;
  }
}
