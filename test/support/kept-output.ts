/** Keeps whatever this process prints, while it still prints it. */

export interface KeptOutput {
  readonly printed: readonly string[];
  stop(): void;
}

export function keepOutput(): KeptOutput {
  const printed: string[] = [];
  const undo = ([process.stdout, process.stderr] as const).map((stream) => {
    const real = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      printed.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return Boolean(Reflect.apply(real, stream, [chunk, ...rest]));
    };
    return () => { stream.write = real; };
  });
  return { printed, stop: () => { for (const restore of undo) restore(); } };
}
