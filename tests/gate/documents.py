"""Small contracts that the tests of the gate change."""

from __future__ import annotations

ORDERS = """\
openapi: 3.0.3
info:
  title: Orders
  version: {version}
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200':
          description: The orders.
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Order'
components:
  schemas:
    Order:
      type: object
      required: [id, total]
      properties:
        id:
          type: string
        total:
          type: integer
        note:
          type: string
"""

EVENTS = """\
apiVersion: v3.1.0
kind: DataContract
id: user-events
name: User events
version: {version}
status: active
description:
  purpose: What users do.
schema:
  - name: user_event
    logicalType: object
    properties:
      - name: user_id
        logicalType: string
        required: true
        description: Who.
      - name: amount
        logicalType: integer
        description: How much.
"""


def orders(version: str = "1.0.0", **changes: str) -> str:
    """Return the orders API at a version; each change replaces a text in it."""
    return edited(ORDERS.format(version=version), changes)


def events(version: str = "1.0.0", **changes: str) -> str:
    """Return the data contract at a version; each change replaces a text in it."""
    return edited(EVENTS.format(version=version), changes)


def edited(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def without_total(version: str = "1.0.0") -> str:
    """Return the orders API without the required `total`."""
    return orders(version).replace("        total:\n          type: integer\n", "").replace("[id, total]", "[id]")
