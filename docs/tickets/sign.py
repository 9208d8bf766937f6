"""Signs the claims on standard input as a ticket (JWT, HS256).

HALL_TICKET_KID names the key, HALL_TICKET_SECRET is the secret agreed with the city.
"""

import hashlib
import hmac
import json
import os
import sys
from base64 import urlsafe_b64encode


def part(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


header = {"alg": "HS256", "kid": os.environ["HALL_TICKET_KID"], "typ": "JWT"}
signed = part(json.dumps(header).encode()) + "." + part(sys.stdin.buffer.read().strip())
secret = os.environ["HALL_TICKET_SECRET"].encode()
signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()

sys.stdout.write(signed + "." + part(signature))
