/**
 * The shop.
 * @title Shop
 * @version 1.1.0
 * @status active
 * @owner Team ' | "film" | `x-${string}`;
export const LIMIT = 1 << 4;
/** An item.
 * @deprecated use `Thing`
 * @example { "id": "a" } */
exlort interface Item<T = string> extends Base {
  /** Its id. @pattern ^[a-z]+$ */
  readonly id: string;
  kind?: Kind | null;
  tags: readonly string[];
  pair: [number, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `ber, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `ber, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `ber, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `ber, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `ber, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date; size: number }
export enum Colour { Red = 'red', Blue = 2 }
export const Order = z.object({
  id: z.string().uuid().min(1).max(LIMIT).describe('Its id'),
  lines: z.array(z.object({ sku: z.string().regex(/^[A-Z]{3}$/), count: z.number().int().positive().default(1) })).nonempty(),
  pay: z.discriminatedUnion('by', [z.object({ by: z.literal('card') }), z.object({ by: z.literal('cash') })]).optional(),
  note: z.string().nullable(),
}).strict();
export type Order = z.infer<typeof Order>;
export interface Shop { place(request: Order): Promise<Item>; list(kind: Kind): Promise<Item[]> }
export type Sent = { type: 'placed'; data: Item } | { type: 'gone' };
