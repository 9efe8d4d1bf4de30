"""Entra ID and the Power BI REST API on the loopback, over TLS, answering as Microsoft's documentation says.

Sign-in: OAuth 2 client credentials at ``/{tenant}/oauth2/v2.0/token``, found through OpenID discovery. REST: Datasets - Refresh
Dataset In Group, Get Refresh History In Group, Get Refresh Execution Details In Group, Cancel Refresh In Group, Groups - Get
Groups, and the article "Enhanced refresh with the Power BI REST API".
"""

import datetime as dt
import ipaddress
import json
import ssl
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

TENANT, CLIENT, WORKSPACE, DATASET = "contoso.example", "client-7", "f089354e-8366-4e18-aea3", "cfafbeb1-8037-4d0c"
SECRET = "s3cret-That-nobody-may-read"
GROUPS = "/v1.0/myorg/groups"
REFRESHES = f"{GROUPS}/{WORKSPACE}/datasets/{DATASET}/refreshes"
ENHANCED_WORDS = {"type", "commitMode", "maxParallelism", "retryCount", "timeout", "applyRefreshPolicy", "objects"}


@dataclass
class Call:
    method: str
    path: str
    body: dict = field(default_factory=dict)


@dataclass
class Fault:
    """Given instead of the answer to the next fitting call; status 0 breaks the connection after the call was heard."""

    method: str
    part: str
    status: int
    headers: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)
    is_heard: bool = False


@dataclass
class Refresh:
    request_id: str
    kind: str
    looks: int
    status: str = "Completed"
    reason: str = ""
    is_cancelled: bool = False
    is_over: bool = False


@dataclass
class PowerBI:
    """What the stand-in is told to be, and what it was asked."""

    is_on_capacity: bool = True
    looks: int = 2
    outcome: str = "Completed"
    reason: str = ""
    token_seconds: int = 3600
    knows_workspace: bool = True
    faults: list[Fault] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    refreshes: list[Refresh] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    valid: set[str] = field(default_factory=set)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def asked(self, method: str, part: str) -> list[Call]:
        return [call for call in self.calls if call.method == method and part in call.path]

    def begin(self, kind: str = "Scheduled", looks: int = 2) -> Refresh:
        one = Refresh(str(uuid.uuid4()), kind, looks, self.outcome, self.reason)
        self.refreshes.insert(0, one)
        return one

    def running(self) -> list[Refresh]:
        return [one for one in self.refreshes if not one.is_over]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet
    state: PowerBI

    def log_message(self, *_words) -> None:
        """Silence: pytest reads standard error."""

    def do_GET(self) -> None:
        self.serve("GET")

    def do_POST(self) -> None:
        self.serve("POST")

    def do_DELETE(self) -> None:
        self.serve("DELETE")

    def serve(self, method: str) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path = unquote(self.path)
        is_form = "urlencoded" in self.headers.get("Content-Type", "")
        body = {k: v[0] for k, v in parse_qs(text).items()} if is_form else json.loads(text or "{}")
        with self.state.lock:
            self.state.calls.append(Call(method, path, body))
            fault = next((f for f in self.state.faults if f.method == method and f.part in path), None)
            if fault is None:
                self.reply(*self.answer(method, path, body))
                return
            self.state.faults.remove(fault)
            if fault.is_heard:
                self.answer(method, path, body)
        if fault.status:
            self.reply(fault.status, fault.body, fault.headers)
        else:
            self.close_connection = True
            self.connection.close()

    def reply(self, status: int, body: dict | None = None, headers: dict | None = None) -> None:
        content = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def answer(self, method: str, path: str, body: dict) -> tuple:
        if path.startswith(f"/{TENANT}/"):
            return self.sign_in(path, body)
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.state.valid:
            return 401, {
                "error": {
                    "code": "TokenExpired",
                    "message": "Access token has expired, resubmit with a new access token",
                }
            }
        if path.startswith(f"{GROUPS}?"):
            return self.groups(path)
        if not path.startswith(REFRESHES):
            return 404, {"error": {"code": "PowerBIEntityNotFound", "message": "Dataset is not found"}}
        identity = urlparse(path).path.removeprefix(REFRESHES).strip("/")
        if method == "POST":
            return self.start(body)
        return (self.cancel if method == "DELETE" else self.details if identity else self.history)(identity)

    def sign_in(self, path: str, body: dict) -> tuple:
        if path.endswith("/openid-configuration"):
            base = f"{self.state.url}/{TENANT}"
            return 200, {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        assert body["grant_type"] == "client_credentials"
        assert body["scope"].split()[0] == "https://analysis.windows.net/powerbi/api/.default"
        is_known = body.get("client_secret") == SECRET or "client_assertion" in body
        if body["client_id"] != CLIENT or not is_known:
            words = "AADSTS7000215: Invalid client secret provided. Trace ID: 1\r\nCorrelation ID: 2"
            return 401, {"error": "invalid_client", "error_description": words}
        token = f"token-{len(self.state.tokens) + 1}-of-nobody-else"
        self.state.tokens.append(token)
        self.state.valid.add(token)
        return 200, {"token_type": "Bearer", "expires_in": self.state.token_seconds, "access_token": token}

    def groups(self, path: str) -> tuple:
        assert parse_qs(urlparse(path).query)["$filter"] == [f"id eq '{WORKSPACE}'"]
        found = [{"id": WORKSPACE, "name": "PROP", "isOnDedicatedCapacity": self.state.is_on_capacity}]
        return 200, {"value": found if self.state.knows_workspace else []}

    def start(self, body: dict) -> tuple:
        is_enhanced = bool(ENHANCED_WORDS & body.keys())
        if is_enhanced and not self.state.is_on_capacity:
            return 400, {
                "error": {"code": "InvalidRequest", "message": "Only notifyOption is allowed in shared capacity"}
            }
        if is_enhanced and "notifyOption" in body:
            return 400, {"error": {"code": "InvalidRequest", "message": "notifyOption is not allowed"}}
        if self.state.running():
            return 400, {"error": {"code": "BadRequest", "message": "Another refresh request is already executing"}}
        one = self.state.begin("ViaEnhancedApi" if is_enhanced else "ViaApi", self.state.looks)
        location = f"{self.state.url}{REFRESHES}/{one.request_id}"
        return 202, None, {"x-ms-request-id": one.request_id, "Location": location}

    def details(self, identity: str) -> tuple:
        one = next((r for r in self.state.refreshes if r.request_id == identity and r.kind == "ViaEnhancedApi"), None)
        if one is None:
            return 404, {"error": {"code": "RefreshNotFound", "message": "Standard refreshes have no details"}}
        self.look(one)
        entry = {"type": "Full", "commitMode": "Transactional", "numberOfAttempts": 0, "objects": []}
        if not one.is_over:
            return 202, entry | {"status": "Unknown", "extendedStatus": "InProgress"}
        end = {"status": one.status, "extendedStatus": one.status, "endTime": "2026-01-05T06:00:00Z"}
        messages = [{"code": "0xC11C0020", "message": one.reason, "type": "Error"}] if one.reason else []
        return 200, entry | end | {"messages": messages}

    def history(self, _identity: str) -> tuple:
        entries = []
        for one in self.state.refreshes[:10]:
            self.look(one)
            entry = {
                "requestId": one.request_id,
                "refreshType": one.kind,
                "startTime": "2026-01-05T05:00:00Z",
                "status": "Unknown",
            }
            if one.is_over:
                entry |= {"status": one.status, "endTime": "2026-01-05T06:00:00Z"}
                if one.reason:
                    entry["serviceExceptionJson"] = json.dumps({"errorCode": one.reason})
            entries.append(entry)
        return 200, {"value": entries}

    def cancel(self, identity: str) -> tuple:
        one = next((r for r in self.state.refreshes if r.request_id == identity), None)
        if one is None or one.kind != "ViaEnhancedApi":
            return 400, {"error": {"code": "BadRequest", "message": "Only enhanced refreshes can be cancelled"}}
        one.is_cancelled, one.looks, one.status, one.reason = True, 1, "Cancelled", ""
        return 200, None

    def look(self, one: Refresh) -> None:
        one.looks -= 1
        one.is_over = one.is_over or one.looks < 0


def certificate(folder: Path, *, is_server: bool = True) -> tuple[Path, x509.Certificate, object]:
    """A certificate for 127.0.0.1 that vouches for itself, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1()) if is_server else rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(pem)
    return path, made, key


@contextmanager
def serving(pem: Path) -> Iterator[PowerBI]:
    """The stand-in, until the block ends."""
    state = PowerBI()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"state": state}))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    state.url = f"https://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settings_for(state: PowerBI, **others: object) -> dict:
    """The settings of a firm whose Power BI is the stand-in."""
    return {
        "tenant_id": TENANT, "client_id": CLIENT, "client_secret": SECRET, "workspace_id": WORKSPACE, "dataset_id": DATASET,
        "api_url": state.url, "login_url": state.url, "timeout_seconds": 20,
    } | others  # fmt: skip
