/** What the processor sends and takes. */

/** A moment in UTC, such as 2026-02-16T10:30:00Z. */
export type Moment = string;

export type BlockKind = 'text' | 'image' | 'gallery' | 'form';

/** One block of a page. */
export interface Block {
  id: string;
  kind: BlockKind;
  /** What the block holds; its form depends on the kind. */
  content: Record<string, string>;
}

/** A page as it is listed. */
export interface PageEntry {
  slug: string;
  title: string;
  /** The languages in which the page is there. */
  languages: string[];
  updatedAt: Moment;
}

export interface PageList {
  items: PageEntry[];
  total: number;
}

/** A page with everything on it. */
export interface Page extends PageEntry {
  description: string | null;
  blocks: Block[];
  /** The tags under which caches keep the page. */
  cacheTags: string[];
}

export interface PreviewRequest {
  title: string;
  blocks: Block[];
}

export interface Preview {
  html: string;
}

export interface MenuEntry {
  label: string;
  href: string;
  /** The entries below this one. */
  entries: MenuEntry[];
}

export interface Menu {
  name: string;
  entries: MenuEntry[];
}

export interface SearchHit {
  slug: string;
  title: string;
  excerpt: string;
}

export interface SearchResult {
  hits: SearchHit[];
  total: number;
}

export interface Health {
  status: 'ok' | 'degraded';
  version: string;
}
