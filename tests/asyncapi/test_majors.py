"""A document of AsyncAPI 2 and the same promise written in AsyncAPI 3 are equal, both ways."""

from __future__ import annotations

import pytest

from contractdocs.compare import compare

from .reading import changes, faults, parsed, read

PAIRS = {
    "one message, by reference": (
        """
        asyncapi: 2.6.0
        info: {title: Account, version: 1.0.0}
        defaultContentType: application/json
        channels:
          user/{userId}/signedup:
            description: Who signed up.
            parameters:
              userId: {description: Who, schema: {type: string, format: uuid, enum: [a, b]}}
            subscribe:
              operationId: onSignup
              summary: Somebody signed up
              message: {$ref: '#/components/messages/UserSignedUp'}
        components:
          messages:
            UserSignedUp: {payload: {$ref: '#/components/schemas/User'}}
          schemas:
            User: {type: object, properties: {id: {type: string}}}
        """,
        """
        asyncapi: 3.0.0
        info: {title: Account, version: 1.0.0}
        defaultContentType: application/json
        channels:
          user/{userId}/signedup:
            address: user/{userId}/signedup
            description: Who signed up.
            messages:
              onSignup.message: {$ref: '#/components/messages/UserSignedUp'}
            parameters:
              userId: {description: Who, enum: [a, b]}
        operations:
          onSignup:
            action: send
            summary: Somebody signed up
            channel: {$ref: '#/channels/user~1{userId}~1signedup'}
            messages: [{$ref: '#/channels/user~1{userId}~1signedup/messages/onSignup.message'}]
        components:
          messages:
            UserSignedUp: {payload: {$ref: '#/components/schemas/User'}}
          schemas:
            User: {type: object, properties: {id: {type: string}}}
        """,
    ),
    "several messages, one of them without a name": (
        """
        asyncapi: 2.0.0
        info: {title: Orders, version: 1.0.0}
        channels:
          orders:
            publish:
              message:
                oneOf:
                  - {$ref: '#/components/messages/Order'}
                  - {messageId: second, payload: {type: string}}
                  - {payload: {type: integer}}
        components:
          messages:
            Order: {name: order, payload: {type: object}}
        """,
        """
        asyncapi: 3.1.0
        info: {title: Orders, version: 1.0.0}
        channels:
          anything:
            address: orders
            messages:
              publish.message.2: {payload: {type: integer}}
              second: {payload: {type: string}}
              publish.message.0: {$ref: '#/components/messages/Order'}
        operations:
          orders.publish:
            action: receive
            channel: {$ref: '#/channels/anything'}
        components:
          messages:
            Order: {name: order, payload: {type: object}}
        """,
    ),
    "servers, security and bindings": (
        """
        asyncapi: 2.4.0
        info: {title: Broker, version: 1.0.0}
        servers:
          prod:
            url: mqtts://{region}.example.com:8883/v1
            protocol: mqtts
            variables: {region: {enum: [eu, us]}}
            security: [{user: []}, {oauth: ['read:x']}]
            bindings: {mqtt: {cleanSession: true, bindingVersion: 0.1.0}}
        channels:
          cmd:
            servers: [prod]
            bindings: {ws: {method: GET, query: {type: object, properties: {token: {type: string}}}}}
            publish:
              bindings: {mqtt: {qos: 1}}
              message: {payload: {type: object, required: [x], properties: {x: {type: integer}}}}
        components:
          securitySchemes:
            user: {type: userPassword}
            oauth: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.b/c', scopes: {'read:x': Read}}}}
        """,
        """
        asyncapi: 3.0.0
        info: {title: Broker, version: 1.0.0}
        servers:
          prod:
            host: '{region}.example.com:8883'
            pathname: /v1
            protocol: mqtts
            variables: {region: {enum: [eu, us]}}
            security:
              - $ref: '#/components/securitySchemes/user'
              - type: oauth2
                flows: {implicit: {authorizationUrl: 'https://a.b/c', availableScopes: {'read:x': Read}}}
                scopes: ['read:x']
            bindings: {mqtt: {cleanSession: true, bindingVersion: 0.2.0}}
        channels:
          cmd:
            address: cmd
            servers: [{$ref: '#/servers/prod'}]
            bindings: {ws: {method: GET, query: {type: object, properties: {token: {type: string}}}}}
            messages:
              command: {payload: {type: object, required: [x], properties: {x: {type: integer}}}}
        operations:
          cmd.publish:
            action: receive
            channel: {$ref: '#/channels/cmd'}
            bindings: {mqtt: {qos: 1}}
        components:
          securitySchemes:
            user: {type: userPassword}
            oauth:
              type: oauth2
              flows: {implicit: {authorizationUrl: 'https://a.b/c', availableScopes: {'read:x': Read}}}
        """,
    ),
    "traits, headers, correlation and another schema language": (
        """
        asyncapi: 2.6.0
        info: {title: Light, version: 1.0.0}
        channels:
          light:
            publish:
              traits: [{$ref: '#/components/operationTraits/kafka'}]
              message:
                name: measured
                schemaFormat: application/vnd.apache.avro;version=1.9.0
                contentType: Application/Octet-Stream
                correlationId: {location: '$message.header#/id'}
                headers: {type: object, properties: {id: {type: string}}}
                traits: [{headers: {type: object, properties: {trace: {type: string}}}}]
                payload: {type: record, name: Measured, fields: [{name: lumen, type: int}]}
        components:
          operationTraits:
            kafka: {bindings: {kafka: {clientId: {type: string}}}}
        """,
        """
        asyncapi: 3.0.0
        info: {title: Light, version: 1.0.0}
        channels:
          light:
            address: light
            messages:
              measured:
                name: measured
                contentType: application/octet-stream
                correlationId: {location: '$message.header#/id'}
                headers: {type: object, properties: {id: {type: string}}}
                traits: [{headers: {type: object, properties: {trace: {type: string}}}}]
                payload:
                  schemaFormat: application/vnd.apache.avro;version=1.9.0
                  schema: {name: Measured, type: record, fields: [{name: lumen, type: int}]}
        operations:
          light.publish:
            action: receive
            channel: {$ref: '#/channels/light'}
            traits: [{$ref: '#/components/operationTraits/kafka'}]
        components:
          operationTraits:
            kafka: {bindings: {kafka: {clientId: {type: string}}}}
        """,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_both_are_valid(name: str) -> None:
    for text in PAIRS[name]:
        assert faults(parsed(text)) == []


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_changed_from_one_major_to_the_other(name: str) -> None:
    older, newer = map(read, PAIRS[name])
    assert older.messages
    assert changes(older, newer) == []
    assert changes(newer, older) == []


@pytest.mark.parametrize("name", PAIRS)
def test_what_does_change_is_seen_across_majors(name: str) -> None:
    """The pairs are equal because they were compared: the same edit shows on either side."""
    older, newer = PAIRS[name]
    for word, other in (
        ("type: integer", "type: boolean"),
        ("type: int}", "type: long}"),
        ("enum: [a, b]", "enum: [a]"),
    ):
        if word in newer:
            assert changes(read(older), read(newer.replace(word, other)))


def test_another_schema_language_is_named_as_not_compared() -> None:
    older, newer = map(read, PAIRS["traits, headers, correlation and another schema language"])
    told = compare(older, newer).not_compared
    assert [line.partition(": ")[2] for line in told] == 2 * [
        "a schema in Avro (`application/vnd.apache.avro;version=1.9.0`) is compared as text only"
    ]


def test_the_version_and_the_contact_are_no_promise() -> None:
    older = PAIRS["one message, by reference"][1]
    newer = older.replace("version: 1.0.0", "version: 4.0.0, contact: {name: A, email: a@example.com}")
    assert older != newer
    assert changes(read(older), read(newer)) == changes(read(newer), read(older)) == []
