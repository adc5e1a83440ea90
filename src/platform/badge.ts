/** The toolbar button of one tab. */
import { browser } from './browser.ts';

export interface BadgeFace {
  /** At most four characters. */
  readonly text: string;
  readonly title: string;
  readonly tone: 'alert' | 'clean' | 'partial' | 'quiet';
  /** False shows the grey icon of a page that nobody has read. */
  readonly isRead: boolean;
}

/* The same hues as the popup's tokens; a badge cannot read CSS. White on each is at least 4.5:1. */
const COLOURS = { alert: '#b3261e', clean: '#2f6b4f', partial: '#8a5a00', quiet: '#5f6570' } as const;

const ICONS = { read: 'icon', unread: 'icon-idle' } as const;

/**
 * Shows a face on a tab's button; with `before`, only what differs from that one. Resolves when the words are there: the
 * picture, which Chromium fetches and draws anew each time, may follow. A tab that was closed meanwhile is no fault.
 */
export async function showBadge(tabId: number, face: BadgeFace, before?: BadgeFace): Promise<void> {
  const { action } = browser;
  const isNew = (part: keyof BadgeFace): boolean => before === undefined || face[part] !== before[part];
  const words = [
    isNew('text') && action.setBadgeText({ tabId, text: face.text }),
    isNew('tone') && action.setBadgeBackgroundColor({ tabId, color: COLOURS[face.tone] }),
    isNew('title') && action.setTitle({ tabId, title: face.title }),
    before === undefined && action.setBadgeTextColor?.({ tabId, color: '#ffffff' }),
  ];
  if (isNew('isRead'))
    action
      .setIcon({ tabId, path: iconPaths(face.isRead ? ICONS.read : ICONS.unread) })
      .catch((error: unknown) => isClosedTab(error) || console.error('vendor-lens: the icon was not drawn', error));
  try {
    await Promise.all(words);
  } catch (error) {
    if (!isClosedTab(error)) throw error;
  }
}

function isClosedTab(error: unknown): boolean {
  return /tab/i.test(String(error));
}

function iconPaths(name: string): Record<number, string> {
  return { 16: `/icons/${name}-16.png`, 32: `/icons/${name}-32.png` };
}
