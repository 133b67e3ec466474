import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from '../draft.ts';

/** What can be wrong with the bytes and headers of a delivery that is good otherwise. */

const fault = (name: string, status: number, put: Fault['put']): Fault => ({ name, status, put });
const type = (...values: string[]) =>
  fault(`content type ${values.join(' and ') || 'missing'}`, values.length > 1 ? 400 : 415, (draft) => {
    draft.contentType = values;
  });
const encoded = (name: string, encode: (body: Buffer) => Buffer) =>
  fault(`a body in ${name}`, 415, (draft) => {
    draft.headers.push(['content-encoding', name]);
    draft.onBody.push(encode);
  });
const body = (name: string, touch: (body: Buffer) => Buffer, status = 400) =>
  fault(`a body ${name}`, status, (draft) => void draft.onBody.push(touch));
const only = (text: string) => body(`of ${text || 'nothing'}`, () => Buffer.from(text));
const nested = (levels: number, [open = '', close = '']: string) => open.repeat(levels) + close.repeat(levels);
const withMember = (text: string) => (bytes: Buffer) => Buffer.from(bytes.toString().replace(/}$/, `,${text}}`));
const chunked = (one: Fault): Fault => ({
  ...one,
  name: `${one.name}, in chunks`,
  put(draft, world) {
    one.put(draft, world);
    draft.chunked = true;
  },
});

const megabyte = 1024 * 1024;
const large = (bytes: number, name: string) => body(name, () => Buffer.alloc(bytes, ' '), 413);

export const wireFaults: readonly Fault[] = [
  type(),
  type('text/plain'),
  type('text/json'),
  type('application/jsonp'),
  type('application/x-www-form-urlencoded'),
  type('multipart/form-data; boundary=x'),
  type('application/json; charset=utf-16'),
  type('application/json; charset=utf-8; charset=utf-16'),
  type('application/json, text/plain'),
  type('application/json', 'text/plain'),
  type('text/plain', 'application/json'),
  encoded('gzip', gzipSync),
  encoded('deflate', deflateSync),
  encoded('br', brotliCompressSync),
  encoded('gzip, identity', gzipSync),
  fault(
    'a body that only says that it is compressed',
    415,
    ({ headers }) => void headers.push(['content-encoding', 'gzip']),
  ),
  only(''),
  only('{'),
  only('null'),
  only('[]'),
  only('"text"'),
  only('7'),
  only('{}'),
  only('undefined'),
  only('<html></html>'),
  body('with a byte order mark', (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])),
  body('in UTF-16', (bytes) => Buffer.from(bytes.toString(), 'utf16le')),
  body('with a byte that is no UTF-8', (bytes) =>
    Buffer.concat([bytes.subarray(0, -1), Buffer.from('"\xff"}', 'latin1')]),
  ),
  body('with a half of a character', (bytes) =>
    Buffer.from(bytes.toString('latin1').replace('Alex', 'Al\xed\xa0\x80'), 'latin1'),
  ),
  body('with NUL between its parts', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])),
  body('with a raw control character in a text', (bytes) =>
    Buffer.from(bytes.toString().replace('Alex', 'Al\u0001ex')),
  ),
  body('cut off at its end', (bytes) => bytes.subarray(0, -1)),
  body('with something behind its end', (bytes) => Buffer.concat([bytes, Buffer.from(' {}')])),
  body('sent twice', (bytes) => Buffer.concat([bytes, bytes])),
  body('33 levels deep', withMember(`"deep":${nested(32, '[]')}`)),
  body('100,000 levels deep', withMember(`"deep":${nested(100_000, '[]')}`)),
  body('33 levels deep in objects', withMember(`"deep":${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)),
  body('of 100,000 levels that never end', () => Buffer.from('['.repeat(100_000))),
  large(256 * 1024 + 1, 'of one byte over 256 KB'),
  large(5 * megabyte, 'of 5 MB'),
  chunked(large(256 * 1024 + 1, 'of one byte over 256 KB')),
  chunked(large(5 * megabyte, 'of 5 MB')),
  chunked(only('')),
  chunked(type('text/plain')),
  chunked(encoded('gzip', gzipSync)),
];

/** Too large for the mixing of faults, which would send them again and again. */
export const hugeFaults: readonly Fault[] = [
  large(64 * megabyte, 'of 64 MB'),
  chunked(large(64 * megabyte, 'of 64 MB')),
];
