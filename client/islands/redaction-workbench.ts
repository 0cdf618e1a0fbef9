/** Makes the workbench quicker for hands: single keys, saving without leaving the page, drawing on the picture. */
import { drawAreas } from './redaction-workbench/draw-areas.ts';
import { actByKeys } from './redaction-workbench/keys.ts';
import { openBench } from './redaction-workbench/bench.ts';

const bench = openBench();
if (bench !== null) {
  actByKeys(bench);
  drawAreas(bench);
}
