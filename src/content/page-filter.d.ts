/** The bytes of the page's filter in base64; put in by the build (`scripts/page-filter.ts`). */
declare const PAGE_FILTER: string;
