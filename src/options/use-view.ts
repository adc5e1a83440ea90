/** Which part of the settings is shown: named behind the `#` of the address, so that it can be linked to and gone back from. */
import { useEffect, useState } from 'preact/hooks';

/** In the order of the way-finder. */
export const views = ['lists', 'own', 'sites', 'policy', 'keys', 'display', 'about'] as const;
export type View = (typeof views)[number];

function viewOf(hash: string): View {
  const name = hash.slice(1);
  return views.find((view) => view === name) ?? 'lists';
}

export function useView(): View {
  const [view, setView] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const follow = (): void => {
      setView(viewOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return view;
}
