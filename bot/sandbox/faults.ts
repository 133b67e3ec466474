import type { Misbehaviour, Service } from './twin.ts';

/** An error as Microsoft Graph words it. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const body = {
    error: { code, message, innerError: { date: new Date().toISOString(), 'request-id': crypto.randomUUID() } },
  };
  return Response.json(body, { status, headers });
}

/** An error as the Exchange admin API words it: the interesting part stands in `details`. */
export function exchangeError(
  status: number,
  detail: string,
  headers: Record<string, string> = {},
  code = 'InternalServerError',
): Response {
  const body = {
    error: {
      code,
      message: 'Error executing cmdlet',
      details: [{ code: 'Client', target: '', message: detail }],
      innererror: { message: 'Error executing cmdlet', internalexception: { message: detail } },
    },
  };
  return Response.json(body, { status, headers });
}

/** An error as the Bot Framework connector words it. */
export function connectorError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error: { code, message } }, { status, headers });
}

/** An OAuth error as Entra words it (RFC 6749, 5.2, with Microsoft's `error_codes`). */
export function loginError(
  status: number,
  error: string,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const body = {
    error,
    error_description: `AADSTS${code}: ${message}`,
    error_codes: [code],
    timestamp: new Date().toISOString(),
    trace_id: crypto.randomUUID(),
    correlation_id: crypto.randomUUID(),
  };
  return Response.json(body, { status, headers });
}

/** The answer of a service that refuses before doing anything; null when this misbehaviour is of another kind. */
export function refusal(service: Service, how: Misbehaviour, now: number): Response | null {
  switch (how.kind) {
    case 'throttle': {
      const seconds = how.retryAfterSeconds;
      const date = new Date(Math.ceil((now + seconds * 1000) / 1000) * 1000).toUTCString();
      return worded(service, 429, { 'Retry-After': how.asDate === true ? date : String(seconds) });
    }
    case 'down':
      return worded(service, how.status ?? 503, {});
    case 'forbidden':
      return worded(service, 403, {});
    case 'late':
    case 'lose-reply':
    case 'garble':
    case 'stale':
    case 'refuse':
    case 'orphan':
    case 'bare-names':
    case 'unseen':
      return null;
  }
}

function worded(service: Service, status: number, headers: Record<string, string>): Response {
  switch (service) {
    case 'graph':
      if (status === 429) return graphError(429, 'TooManyRequests', 'Too many requests. Please retry later.', headers);
      if (status === 403)
        return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
      return graphError(status, 'ServiceUnavailable', 'The service is temporarily unavailable.', headers);
    case 'exchange':
      if (status === 429)
        return exchangeError(429, 'The maximum number of concurrent requests per tenant has been exceeded.', headers);
      if (status === 403) return nulBody();
      return exchangeError(
        status,
        'Ex9A0123|Microsoft.Exchange.Data.Storage.StorageTransientException|Service unavailable.',
      );
    case 'connector':
      if (status === 429) return connectorError(429, 'TooManyRequests', 'Too many requests', headers);
      if (status === 403) return connectorError(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot');
      return connectorError(status, 'ServiceError', 'Service unavailable', headers);
    case 'login':
      if (status === 403) return loginError(401, 'invalid_client', 7000112, 'Application is disabled.');
      return loginError(status, 'temporarily_unavailable', 90033, 'A transient error has occurred.', headers);
  }
}

/** What Exchange answers to a cmdlet that is unknown or not allowed: a body of NUL bytes. */
export function nulBody(): Response {
  return new Response(new Uint8Array(64), { status: 403, headers: { 'Content-Type': 'application/json' } });
}
