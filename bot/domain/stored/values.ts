import { z } from 'zod';
import { type Actor, parseActor, parseStream, type Stream } from '../events.ts';
import {
  type At,
  type GroupId,
  parseGroupId,
  parseRequestId,
  parseUserId,
  type RequestId,
  type UserId,
} from '../ids.ts';

/** Schemas of the values that stored JSON is made of. What is stored was normalised when it came in: nothing is converted. */

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const at = z.custom<At>((value) => typeof value === 'string' && instant.test(value));
export const userId = z.custom<UserId>((value) => parseUserId(value) === value);
export const groupId = z.custom<GroupId>((value) => parseGroupId(value) === value);
export const requestId = z.custom<RequestId>((value) => parseRequestId(value) === value);
export const actor = z.custom<Actor>((value) => parseActor(value) !== null);
export const stream = z.custom<Stream>((value) => parseStream(value) !== null);
export const right = z.enum(['sendAs', 'sendOnBehalf']);
