/** Draws what stands on every page alike once for each language of each council. */
import { raw, type Html } from '../components/html.ts';
import type { CouncilDetails, Page, Translate } from './page.ts';

/** What a piece may depend on: it is given nothing else of the page. */
type Lasting = Pick<Page, 't' | 'council'>;

/** Words and councils are made once and kept as long as the process lives, so that a drawing lasts as long as they do. */
export function once(draw: (page: Lasting) => Html): (page: Lasting) => Html {
  const drawn = new WeakMap<Translate, WeakMap<CouncilDetails, Html>>();
  return ({ t, council }) => {
    const ofCouncils = drawn.get(t) ?? new WeakMap<CouncilDetails, Html>();
    drawn.set(t, ofCouncils);
    const known = ofCouncils.get(council);
    if (known !== undefined) return known;
    const made = inOnePiece(draw({ t, council }));
    ofCouncils.set(council, made);
    return made;
  };
}

/** Text put together from hundreds of pieces is otherwise put together anew for every page that it is sent with. */
function inOnePiece({ markup }: Html): Html {
  return raw(new TextDecoder().decode(new TextEncoder().encode(markup)));
}
