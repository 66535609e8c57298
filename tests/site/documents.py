"""Small contracts that the tests of the site show."""

from __future__ import annotations

ORDERS_1 = """\
openapi: 3.0.3
info:
  title: Orders API
  version: 1.0.0
  x-owner: Team Checkout
  x-status: active
  x-released: '2025-03-04'
  description: Place and read orders.
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      summary: Read one order
      tags: [Orders]
      parameters:
        - {name: id, in: path, required: true, description: Which order., schema: {type: string, format: uuid}}
      responses:
        '200':
          description: The order.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
        '404':
          description: There is no such order.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Problem'}
  /orders:
    post:
      summary: Place an order
      tags: [Orders]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/NewOrder'}
      responses:
        '201':
          description: It was placed.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
        '400':
          description: It cannot be placed.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Problem'}
components:
  schemas:
    NewOrder:
      type: object
      required: [items]
      properties:
        items:
          type: array
          minItems: 1
          description: What is ordered.
          items:
            type: object
            required: [sku]
            properties:
              sku: {type: string, pattern: '^[A-Z]{3}$', example: ABC}
              count: {type: integer, minimum: 1, default: 1}
    Order:
      type: object
      description: An order as it stands.
      required: [id, status]
      properties:
        id: {type: string, format: uuid}
        status: {type: string, enum: [open, paid]}
        legacy_total: {type: string, description: The total as text.}
        parent: {$ref: '#/components/schemas/Order'}
    Problem:
      type: object
      properties:
        code: {type: string}
"""
ORDERS_2 = (
    ORDERS_1.replace("version: 1.0.0", "version: 1.1.0")
    .replace("2025-03-04", "2026-01-10")
    .replace(
        "legacy_total: {type: string, description: The total as text.}",
        "legacy_total: {type: string, description: Read `total` instead., deprecated: true, x-sunset: '2027-01-15'}\n"
        "        total: {type: integer, description: The total in cents.}",
    )
)
ORDERS_3 = (
    ORDERS_2.replace("version: 1.1.0", "version: 2.0.0")
    .replace("2026-01-10", "2026-09-01")
    .replace(
        "        legacy_total: {type: string, description: Read `total` instead., deprecated: true, "
        "x-sunset: '2027-01-15'}\n",
        "",
    )
)
GUIDE = """\
---
contract: orders
version: 2.0.0
changes:
  - {rule: optional-property-removed, at: "Order > legacy_total"}
who: Clients that read `legacy_total`
effective: 2026-09-01
---
# `legacy_total` leaves the order

Nobody needs the total as text.

## What to do

1. Read `total` instead.

## Before

```json
{"legacy_total": "19.99"}
```

## After

```json
{"total": 1999}
```
"""
EVENTS = """\
apiVersion: v3.1.0
kind: DataContract
id: events
name: events
version: 1.0.0
status: active
description:
  purpose: What people do.
schema:
  - name: event
    physicalType: table
    description: One thing that somebody did.
    quality:
      - {name: Enough rows, type: library, metric: rowCount, mustBeGreaterThan: 10, unit: rows, severity: error}
    properties:
      - {name: id, logicalType: string, physicalType: uuid, primaryKey: true, required: true, classification: internal}
      - name: place
        logicalType: object
        properties:
          - {name: city, logicalType: string, description: Where it was.}
slaProperties:
  - {property: latency, value: 15, unit: minutes, description: Until a row is there.}
servers:
  - {server: warehouse, type: postgres, host: db.example.com, port: 5432, database: a, schema: b}
team:
  name: Team Data
  members:
    - {username: ada@example.com, name: Ada, role: owner}
support:
  - {channel: help, url: 'https://example.com/help', scope: interactive}
price: {priceAmount: 2, priceCurrency: EUR, priceUnit: gigabyte}
"""
