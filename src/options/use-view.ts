/** Which part of the settings is shown: named behind the `#` of the address, so that it can be linked to and gone back from. */
import { useEffect, useState } from 'preact/hooks';

/** The first is not in the way-finder, the others are, in this order. */
export const views = [
  'set-up',
  'lists',
  'conflicts',
  'own',
  'approved',
  'subscriptions',
  'sites',
  'policy',
  'transfer',
  'keys',
  'display',
  'about',
] as const;
export type View = (typeof views)[number];

/** A view, and what of it is shown: in `#own/own:1a2b3c4d` one list. */
export interface Place {
  readonly view: View;
  /** '' for the view as such. */
  readonly rest: string;
}

function placeOf(hash: string): Place {
  const [name, ...rest] = hash.slice(1).split('/');
  const view = views.find((one) => one === name);
  return view === undefined ? { view: 'lists', rest: '' } : { view, rest: rest.join('/') };
}

export function useView(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = (): void => {
      setPlace(placeOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}
