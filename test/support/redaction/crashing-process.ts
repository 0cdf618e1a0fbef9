/** Stands in for the process that opens documents: as often as its order says, it ends by a signal before it answers. */

import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { OrderMessage } from '../../../server/redaction/engine/apart/document-process.ts';

/** The title of an order, as words: the signal, how often, and the file in which one byte stands for each time. */
function crashOf(title: string): void {
  const [signal = '', times = '0', tally = ''] = title.split(' ');
  if ((existsSync(tally) ? statSync(tally).size : 0) >= Number(times)) return;
  appendFileSync(tally, '.');
  process.kill(process.pid, signal);
}

process.on('message', (message: OrderMessage<'redact'>) => {
  if (message.order.title !== undefined) crashOf(message.order.title);
  // Later than its signal, which is not delivered at once.
  setTimeout(() => process.send?.({ id: message.id, residentBytes: 0, outcome: 'answered' }), 500);
});
process.on('disconnect', () => { process.exit(0); });
process.send?.(null);
