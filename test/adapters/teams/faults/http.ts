/** Requests that no client sends: what a proxy in front of the bot might read in another way than the bot. */
export interface OddRequest {
  readonly name: string;
  /** Node's own parser has its say as well: 431 for headers without end. */
  readonly statuses: readonly number[];
  /** The whole request; it asks for the connection to be closed, so that the answer has an end. */
  text(authorization: string, body: string): string;
}

const start = 'POST /api/messages HTTP/1.1\r\n';
const host = 'host: bot\r\nconnection: close\r\n';
const type = 'content-type: application/json\r\n';

type Text = OddRequest['text'];
const odd = (name: string, text: Text, statuses: readonly number[] = [400]): OddRequest => ({ name, statuses, text });
const usual = (authorization: string, body: string) =>
  `${host}${type}authorization: ${authorization}\r\ncontent-length: ${body.length}\r\n`;
const withHeader = (name: string, header: string, statuses?: readonly number[]) =>
  odd(name, (token, body) => `${start}${usual(token, body)}${header}\r\n\r\n${body}`, statuses);
const inChunks = (name: string, chunks: (body: string) => string) =>
  odd(
    name,
    (token, body) =>
      `${start}${host}${type}authorization: ${token}\r\ntransfer-encoding: chunked\r\n\r\n${chunks(body)}`,
  );
const hex = (text: string) => text.length.toString(16);

export const oddRequests: readonly OddRequest[] = [
  withHeader('two different lengths', 'content-length: 5'),
  withHeader('a length and chunks', 'transfer-encoding: chunked'),
  withHeader('a header without a name', ': x'),
  withHeader('a header with a space before its colon', 'x-odd : y'),
  withHeader('a header with NUL in it', 'x-odd: a\0b'),
  withHeader('a header over several lines', 'x-odd: a\r\n b'),
  withHeader('a header that is no header', 'odd'),
  withHeader('headers without end', `x-odd: ${'a'.repeat(100_000)}`, [431]),
  withHeader('a body that says it is compressed', 'content-encoding: gzip', [415]),
  odd('a length below zero', (token) => `${start}${host}${type}authorization: ${token}\r\ncontent-length: -1\r\n\r\n`),
  odd('a length in words', (token) => `${start}${host}${type}authorization: ${token}\r\ncontent-length: ten\r\n\r\n`),
  odd(
    'an Authorization header in two lines',
    (token, body) =>
      `${start}${host}${type}authorization: ${token.replace(' ', '\r\n ')}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  ),
  odd(
    'an Authorization header in Latin letters',
    (token, body) => `${start}${usual(`${token}\xff`, body)}\r\n${body}`,
    [401],
  ),
  odd(
    'a method that there is not',
    (token, body) => `FETCH /api/messages HTTP/1.1\r\n${usual(token, body)}\r\n${body}`,
  ),
  odd(
    'a version that there is not',
    (token, body) => `POST /api/messages HTTP/9.9\r\n${usual(token, body)}\r\n${body}`,
  ),
  odd('no request at all', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'),
  odd(
    'a request without a host',
    (token, body) =>
      `${start}connection: close\r\n${type}authorization: ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  ),
  odd(
    'a whole address for a path',
    (token, body) => `POST http://evil.test/api/messages HTTP/1.1\r\n${usual(token, body)}\r\n${body}`,
    [404],
  ),
  odd(
    'a path with steps in it',
    (token, body) => `POST /x/../api/messages HTTP/1.1\r\n${usual(token, body)}\r\n${body}`,
    [404],
  ),
  inChunks('a chunk whose length is no number', (body) => `xyz\r\n${body}\r\n0\r\n\r\n`),
  inChunks('a chunk that is longer than it says', (body) => `5\r\n${body}\r\n0\r\n\r\n`),
  inChunks('a chunk of a length beyond all numbers', (body) => `${'f'.repeat(32)}\r\n${body}\r\n0\r\n\r\n`),
  inChunks(
    'a body that is no activity, with one behind it',
    (body) => `2\r\n{}\r\n0\r\n\r\n${hex(body)}\r\n${body}\r\n0\r\n\r\n`,
  ),
];
