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
 * Shows a face on a tab's button; with `before`, only what differs from that one. A tab that was closed meanwhile is no
 * fault.
 */
export async function showBadge(tabId: number, face: BadgeFace, before?: BadgeFace): Promise<void> {
  const { action } = browser;
  const isNew = (part: keyof BadgeFace): boolean => before === undefined || face[part] !== before[part];
  try {
    await Promise.all([
      isNew('text') && action.setBadgeText({ tabId, text: face.text }),
      isNew('tone') && action.setBadgeBackgroundColor({ tabId, color: COLOURS[face.tone] }),
      isNew('title') && action.setTitle({ tabId, title: face.title }),
      // Chromium fetches and draws the pictures anew each time.
      isNew('isRead') && action.setIcon({ tabId, path: iconPaths(face.isRead ? ICONS.read : ICONS.unread) }),
      before === undefined && action.setBadgeTextColor?.({ tabId, color: '#ffffff' }),
    ]);
  } catch (error) {
    if (!/tab/i.test(String(error))) throw error;
  }
}

function iconPaths(name: string): Record<number, string> {
  return { 16: `/icons/${name}-16.png`, 32: `/icons/${name}-32.png` };
}
