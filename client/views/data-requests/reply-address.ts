/** The addresses behind a one-time link; only the first of them bears the link's secret. */

export function startPath(token: string): string {
  return `/reply/${token}`;
}

export const replyPath = { all: '/reply', files: '/reply/files', send: '/reply/send', nothing: '/reply/nothing', ask: '/reply/ask', sent: '/reply/sent' } as const;
