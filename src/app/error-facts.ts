import type { LogFields } from '../domain/ports.ts';

const className = /^[A-Za-z][A-Za-z0-9_]{0,60}$/;
const stableCode = /^[A-Za-z0-9_.-]{1,40}$/;
const ownFrame =
  /^ {4}at (?:[^()<>&]{0,120} \()?(?:file:\/\/)?[^()<>&\s]*\/((?:src|queues)\/[\w./-]{1,120}\.ts:\d+):\d+\)?$/;
const maxFrames = 8;

/** Our own frames of a stack, innermost first; frames of Node and libraries, and the message, are left out. */
const ownFrames = ({ stack, message }: Error): readonly string[] => {
  // A message may have lines of its own, also such that look like frames.
  const behindMessage = (stack ?? '').split('\n').slice(message.split('\n').length);
  return behindMessage.flatMap((line) => ownFrame.exec(line)?.[1] ?? []).slice(0, maxFrames);
};

/**
 * What may be logged of something thrown: its class, its code, and where in our own files it came from. Never its
 * message: a library's message can quote what it was given.
 */
export const errorFacts = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { error: 'not-an-error' };
  const code: unknown = 'code' in error ? error.code : undefined;
  const frames = ownFrames(error);
  return {
    error: className.test(error.name) ? error.name : 'Error',
    ...((typeof code === 'string' || typeof code === 'number') &&
      stableCode.test(String(code)) && { errorCode: String(code) }),
    ...(frames.length > 0 && { at: frames.join(' < ') }),
  };
};
