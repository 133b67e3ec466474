import type { Log, LogFields, LogLine } from '../../ports/log.ts';
import { presentStory } from '../../ports/story.ts';

/** The same log, each line of which says to which story it belongs. What a line says itself goes before. */
export function storied(log: Log): Log {
  const level =
    (write: LogLine): LogLine =>
    (event, fields) =>
      write(event, { ...ofStory(), ...fields });
  return { debug: level(log.debug), info: level(log.info), warn: level(log.warn), error: level(log.error) };
}

/** One request stands where a line of its own would name it; several stand beside that. */
function ofStory(): LogFields {
  const story = presentStory();
  if (story === null) return {};
  const { correlation, task, requests } = story;
  const [request, ...others] = requests;
  return {
    correlation,
    ...(task !== null && { task }),
    ...(request !== undefined && (others.length > 0 ? { requests: [...requests] } : { request })),
  };
}
