/** The names so many share that agreeing in one says less; the rest are rare enough to be treated alike. */

const commonFamilies = new Set(
  ('smith jones williams taylor brown davies evans wilson thomas johnson roberts robinson thompson wright walker white edwards hughes green hall lewis harris clarke patel jackson ' +
    'wood turner martin cooper hill ward morris moore clark lee king baker harrison morgan allen james scott phillips watson davis parker price bennett young griffiths mitchell kelly cook ' +
    'carter richardson bailey collins bell shaw murphy miller cox khan richards marshall anderson simpson ellis adams singh begum wilkinson foster chapman powell webb rogers gray mason ali ' +
    'hunt hussain campbell matthews owen palmer holmes mills barnes knight lloyd butler russell barker fisher stevens jenkins murray dixon harvey graham pearson ahmed stewart kaur').split(' '),
);

const commonGivens = new Set(
  ('john david michael paul peter james robert andrew william richard stephen mark christopher thomas daniel anthony matthew alan joseph kevin ian steven george brian martin simon charles edward ' +
    'mohammed muhammad jack harry oliver joshua samuel benjamin adam ryan luke lee gary philip margaret susan mary elizabeth patricia christine linda sarah jean karen julie ann anne helen jacqueline ' +
    'emma rebecca claire laura nicola amanda jane rachel catherine barbara joan dorothy jennifer louise alison lisa michelle sharon charlotte lucy hannah sophie jessica emily amy katie samantha olivia').split(' '),
);

export function isCommonFamily(folded: string): boolean {
  return commonFamilies.has(folded);
}

export function isCommonGiven(folded: string): boolean {
  return commonGivens.has(folded);
}
