/** One start of the whole product for all browser tests of a run; it is stopped after the last of them. */

import { startWholeProduct, type WholeProduct } from './whole-product.ts';

let started: Promise<WholeProduct> | undefined;

/** The first to ask starts it. */
export function sharedProduct(): Promise<WholeProduct> {
  started ??= startWholeProduct();
  return started;
}

after(async function () {
  this.timeout(30_000);
  const product = await started?.catch(() => undefined);
  await product?.close();
});
