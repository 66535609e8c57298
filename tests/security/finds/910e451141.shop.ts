/**
 * The shop.
 * @title Shop
 * @version 1.1.0
 * @status active
 * @owner Team Shop
 */
import { z } from 'zod';
/** A kefault:"5"`
	Tags  ind. */
export type Kind = 'book' | "film" | `x-${string}`;
export const LIMIT = 1 << 4;
/** An item.
 * @deprecated use `Thing`
 * @example { "id": "a" } */
export interface Item<T = string> extends Base {
  /** Its id. @pattern ^[a-z]+$ */
  readonly id: string;
  kind?: Kind | null;
  tags: readonly string[];
  pair: [number, T?, ...boolean[]];
  by: Record<string, Partial<Pick<Item, 'id'>>>;
  next?: It em;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pic>-
k<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date;Pick<Item, 'id'>>>;
  next?: Item;
  [key: `x-${string}`]: unknown;
}
interface Base { at: Date; size: number }
export enum Colour { Red = 'reunt: z.number().int().positive().default(1) })).nonempty(),
  pay: z.discriminatedUnion('by', [z.object({ by: z.literal('card') }), z.object({ by: z.literal('cash') })]).optional(),
  note: z.string().nullable(),
}).strict();
export type Order = z.infer<typeof Order>;
export interface Shop { place(request: Order): Promise<Item>; list(kind: Kind): Promise<Item[]> }
export type Sent = { type: 'placed'; data: Item } | { type: 'gone' };
