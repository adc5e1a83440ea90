export type BrowserKind = 'chromium' | 'firefox';
export declare function findBrowser(kind: BrowserKind): string | undefined;
export declare function ensureBrowsers(kinds: readonly BrowserKind[]): Promise<Partial<Record<BrowserKind, string>>>;
