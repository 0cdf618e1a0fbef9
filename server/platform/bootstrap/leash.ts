/** Loaded first into every process we start, so that none outlives the one that started it. */

const patienceMs = 12_000;

/** Ctrl-C reaches the whole terminal; the process that started us decides in which order to stop. */
process.on('SIGINT', () => undefined);

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patienceMs).unref();
});

// Listening for the end of the channel must not keep alive a process that has nothing left to do.
process.channel?.unref();
