#!/usr/bin/env python3
"""Verifies the folder of evidence that this script lies in:  python3 -I DIR/verify.py

-I: so that Python itself runs nothing that lies in DIR. Needs Python 3.8 and the
program openssl 3.0, or later; no network, nothing else. It changes nothing. Exit code
0: the files fit together and the proofs hold; 1: it says what does not; 3: it could
not look, which says nothing of the evidence. README.txt says what that proves, and what
it does not. Who alters what nobody signed, and writes SHA256SUMS anew, is found by the
SHA-256 of SHA256SUMS alone, which is printed last: compare it with what the sender gave
you by another way. It opens only files that it found here, and bounds every size.
"""
import sys  # built in; all else comes from Python's own folders, never from the one that is judged, where a hashlib.py may lie
safe = sys.flags.isolated or getattr(sys.flags, "safe_path", False)
sys.path[:] = [p for p in sys.path[0 if safe else 1:] if p.startswith((sys.base_prefix, sys.base_exec_prefix))]
import base64, calendar, contextlib, functools, gzip, hashlib, http.client, io, json, os, pathlib, re, ssl, stat, subprocess, tempfile, time, zipfile, zlib
HERE = os.path.dirname(os.path.abspath(__file__))
SMALL, LARGE, HUGE = 64 << 20, 1 << 30, 64 << 30  # bytes: of a file that is read whole; of what something unpacks to; of a file, or of all
SKEW = 600  # seconds by which clocks may differ
CRLF = "only its line ends were changed, as git does on Windows (core.autocrlf): take it from where it came once more, as it is"
LITTER = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|\._.+")
PEM = rb"-----BEGIN CERTIFICATE-----\n(?:[A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n"
os.chdir(os.sep)  # where openssl is not looked for in the folder that is judged
http.client._MAXHEADERS = 10000
files, bundle, warcs, faults, notes = {}, {}, set(), [], []  # files: each name in the folder, with its SHA-256; warcs: digests in the snapshots
logged_at, unchecked, named = {}, [], set()  # when each snapshot's record says it was logged, by index; files with signatures that are not checked; keys and timestamps that records list, with their SHA-256
class Fault(Exception): "Something does not hold."
def need(true, why):
    if not true:
        raise Fault(why)
@contextlib.contextmanager
def check(name):
    """Whatever goes wrong inside is a fault of the file NAME; then the check goes on."""
    try:
        yield
    except Exception as e:
        faults.append(name)
        say("FAIL  %s: %s" % (name, e if isinstance(e, Fault) else "is not written as it should be: " + repr(e)))
def unable(why):  # no verdict: what is missing is not the evidence's fault
    sys.exit(say("NOT VERIFIED: %s. This script needs the program openssl 3.0 or later. That says nothing of the evidence." % why) or 3)
def say(*lines):  # what others wrote must not steer a terminal, or begin a line
    for line in lines:
        print("".join(c if " " <= c <= "~" else "?" for c in str(line)))
tell = lambda *lines: notes.extend(lines)
def path(name):
    need(name in files, "%s is not there" % name)  # so that no name leads out of the folder
    return os.path.join(HERE, *name.split("/"))
def bounded(f, most):
    data = f.read(most + 1)
    need(len(data) <= most, "is, or unpacks to, more than %d bytes" % most)
    return data
def read(name):
    with open(path(name), "rb") as f:
        return bounded(f, SMALL)
parse = lambda data: json.loads(data, object_pairs_hook=lambda p: need(len({k.casefold() for k, _ in p}) == len(p), "has a key twice, and readers differ in which they take") or dict(p))
def sha256(f, most=HUGE):  # of bytes, or of all that is in an open file
    h = hashlib.sha256()
    for block in [f] if isinstance(f, bytes) else iter(lambda: f.read(1 << 20), b""):
        h.update(block)
        most -= len(block)
        need(most >= 0, "is larger than it was")
    return h.hexdigest()
def told(kind, name, **true):  # bundle.json tells the same of a timestamp, or of a witness's signature, once
    listed = [dict(t, time=moment(t["time"])) for t in bundle["log"][kind] if t["file"] == name]
    need(len(listed) == 1 and true.items() <= listed[0].items(), "bundle.json tells otherwise of it")
unixed = lambda name: sha256(read(name).replace(b"\r\n", b"\n")) if os.path.getsize(path(name)) <= SMALL else ""
capture_keys = lambda: {"keys/capture.pub"} | {n for n in files if re.fullmatch(r"keys/capture-[0-9a-f]{12}\.pub", n)}
base64decode = functools.partial(base64.b64decode, validate=True)  # else it passes over any text between
moment = lambda text: calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
utc = lambda seconds: time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))
def openssl(args, **temporary):
    """Runs openssl; "@x" in ARGS stands for a file with the bytes of x. Says if it did well, gives what it wrote, and that as text with its errors."""
    try:
        with tempfile.TemporaryDirectory() as d:
            for x, data in temporary.items():
                pathlib.Path(d, x).write_bytes(data)
            r = subprocess.run(["openssl"] + [os.path.join(d, a[1:]) if a[0] == "@" else a for a in args.split()],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    except (OSError, subprocess.SubprocessError) as e:
        unable("openssl cannot be run: %s" % e)
    return r.returncode == 0, r.stdout, (r.stdout + r.stderr).decode("ascii", "replace").strip()

# 1. The files in the folder are those that SHA256SUMS lists, byte for byte, no more and no fewer.
def walk(folder, prefix, depth):
    for e in sorted(os.scandir(folder), key=lambda e: e.name):
        name, status = prefix + e.name, e.stat(follow_symlinks=False)
        with check(name):
            need(len(files) < 100000 and depth < 8, "there are too many files")
            need(stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode), "is a link, or something else that is no file")
            if stat.S_ISDIR(status.st_mode):
                walk(e.path, name + "/", depth + 1)
            else:
                files[name] = status.st_size
def sums():
    walk(HERE, "", 0)
    raw = read("SHA256SUMS").decode("ascii")
    text = raw.replace("\r\n", "\n")
    listed = {line[66:]: line[:64] for line in text.split("\n") if re.match(r"[0-9a-f]{64}  [A-Za-z0-9._/-]+\Z", line)}
    for name in [n for n in files if n not in listed and LITTER.fullmatch(n.split("/")[-1])]:
        tell("NOTE: %s (%d bytes) is no part of what was handed out, and nothing rests on it: file managers leave files of this name" % (name, files.pop(name)))
    need(sum(size for name, size in files.items() if name in listed) <= HUGE, "lists files of more than %d bytes" % HUGE)
    for name in sorted(set(files) | set(listed)):
        with check(name):
            need(name in files, "is missing, though SHA256SUMS lists it")
            need(name in listed or name == "SHA256SUMS", "is not listed in SHA256SUMS")
            with open(path(name), "rb") as f:
                size, files[name] = files[name], ""
                files[name] = sha256(f, size)
            need(name == "SHA256SUMS" or files[name] == listed[name], "is not the file that SHA256SUMS lists: " + (CRLF if unixed(name) == listed.get(name) else "one of the two was changed"))
    need(raw == text, CRLF)
    need(text == "".join("%s  %s\n" % (listed[n], n) for n in sorted(listed)), "is not written as it was")
def kinds():
    """The files here are those that a bundle has, by bundle.json."""
    want = {"SHA256SUMS", "verify.py", "bundle.json", "README.txt", "README.html", "keys/log.pub", "log/checkpoints/%d" % bundle["log"]["newest"]} | capture_keys()
    want |= {bundle["collection"]} if bundle["collection"] else set()
    need(bundle["collection"] in ("", "collection.wacz"), "names another collection")
    for s in bundle["snapshots"]:  # only by their own names is each of them looked at
        for part, form in ("folder", "footnotes/[A-Za-z0-9.-]+"), ("original", r"original\.(html|pdf|txt|json|docx|png|jpg|bin|packed)"), ("text", r"text\.txt"), ("screenshot", r"screenshot\.(png|jpg)"):
            need(re.fullmatch("(%s)?" % form, s[part]), "names another %s: %s" % (part, s[part]))
        want |= {"log/checkpoints/%d" % n for n in (s["checkpoint"], s.get("witnessed", s["checkpoint"]))}
        want |= {(s["folder"] + "/" if s["folder"] else "") + n for n in ("snapshot.wacz", "record.json", "entry.json", "entry.tlog-proof", "custody.json",
                 s["original"], s["text"], s["screenshot"]) if n}
    for t in bundle["log"]["stamps"]:
        need(re.fullmatch(r"log/timestamps/%d/[^/]+\.tsr" % t["size"], t["file"]), "names a timestamp that is none: %s" % t["file"])
        want |= {t["file"], t["file"][:-4] + ".pem"}
    for w in bundle["log"]["cosigned"]:
        need(re.fullmatch("log/witnesses/%d/[^/]+" % w["size"], w["file"]), "names a witness's signature that is none: %s" % w["file"])
        want |= {w["file"], "keys/witness-%s.pub" % w["file"].split("/")[-1]}
    for name in sorted(set(files) ^ want):
        with check(name):
            need(False, "is %s, by bundle.json" % ("no part of this bundle" if name in files else "missing"))

# 2. The log: its key signed a checkpoint, and the record is in the tree of that checkpoint.
def public_key(name):
    """Reads a key of signed notes (https://c2sp.org/signed-note): its name, its short hash, its kind and its bytes."""
    owner, short, key64 = re.match(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n\Z", read(name).decode()).groups()
    key = base64decode(key64)
    need(sha256(owner.encode() + b"\n" + key)[:8] == short, "%s does not fit itself" % name)
    return owner, short, key[0], key[1:]
def signed(key, text, signature, what):
    key = bytes.fromhex("302a300506032b6570032100") + key  # Ed25519, as DER writes it
    ok, _, said = openssl("pkeyutl -verify -pubin -inkey @key -keyform DER -rawin -in @text -sigfile @sig", key=key, text=text, sig=signature)
    need(ok, "%s: the signature does not hold: %s" % (what, said))
@functools.lru_cache(None)
def checkpoint(size):
    """Verifies a signed checkpoint (https://c2sp.org/tlog-checkpoint); gives its bytes, its text and the root of the tree."""
    name, (owner, short, kind, key) = "log/checkpoints/%d" % size, public_key("keys/log.pub")
    text, _, signature = read(name).decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")
    need(text == "%s\n%d\n%s" % (owner, size, root := text.split("\n")[-1]), "%s is none of this log and size" % name)
    blob = base64decode((re.match("\u2014 %s (\\S+)\n\\Z" % re.escape(owner), signature) or ("", ""))[1])
    need(kind == 1 and blob[:4].hex() == short, "%s is not signed by keys/log.pub" % name)
    signed(key, text.encode() + b"\n", blob[4:], name)
    need(b"\r\n" not in read(name), "%s: %s" % (name, CRLF))
    return read(name), text.encode() + b"\n", base64decode(root)
def included(digest, index, proof, size):
    """Verifies that the record with this SHA-256 is entry INDEX of the log (RFC 6962; the steps are those of RFC 9162, section 2.1.3.2)."""
    entry = b'{"v":1,"record":"sha256:' + digest.encode() + b'"}'
    r, a, b = hashlib.sha256(b"\0" + entry).digest(), index, size - 1
    need(0 <= index < size, "the log has no entry %d" % index)
    for h in [base64decode(h) for h in proof]:
        need(b > 0 and len(h) == 32, "this is no proof")
        if a & 1 or a == b:
            r = hashlib.sha256(b"\1" + h + r).digest()
            while a and not a & 1:
                a, b = a >> 1, b >> 1
        else:
            r = hashlib.sha256(b"\1" + r + h).digest()
        a, b = a >> 1, b >> 1
    need(b == 0 and r == checkpoint(size)[2], "the record is not entry %d of the log" % index)
    return entry
def witness(name):
    """Verifies the signature of a witness under a checkpoint (https://c2sp.org/tlog-cosignature)."""
    size, file = int(name.split("/")[2]), "keys/witness-%s.pub" % name.split("/")[3]
    (owner, short, kind, key), (head, text, _) = public_key(file), checkpoint(size)
    need((file, files[file]) in named, "no record of the log here names its key %s: anybody may have added it" % file)
    line = re.fullmatch("\u2014 %s (\\S+)\n" % re.escape(owner), read(name)[len(head):].decode())
    need(read(name).startswith(head) and line, "is not checkpoint %d with the signature of %s, and nothing else" % (size, owner))
    blob = base64decode(line.group(1))
    seconds = int.from_bytes(blob[4:12], "big")
    need(kind in (4, 6) and blob[:4].hex() == short, "is not signed with %s" % file)
    for index, at in logged_at.items():
        need(index >= size or seconds >= at - SKEW, "says that it signed entry %d before that was logged" % index)
    told("cosigned", name, size=size, time=seconds, witness=owner)
    if kind == 6:  # ML-DSA-44, which openssl 3.0 does not know
        return unchecked.append(name)
    signed(key, b"cosignature/v1\ntime %d\n" % seconds + text, blob[12:], name)
    tell("Checkpoint %d was cosigned at %s by the holder of this key, which says that it is %s: compare it" % (size, utc(seconds), owner), "  " + read(file).decode().strip())

# 3. The time: authorities stamped a checkpoint (RFC 3161).
def timestamp(name):
    size, tsr, chain = int(name.split("/")[2]), read(name), read(name[:-4] + ".pem")
    need(re.fullmatch(b"(?:(?:# [^\\r\\n]*\n)?%s)+" % PEM, chain), "%s.pem holds more than certificates, or none" % name[:-4])
    for n, what in (name, "it with its"), (name[:-4] + ".pem", "its certificates with their"):
        need((n, files[n]) in named, "no record of the log here lists %s SHA-256: somebody else may have added or altered it" % what)
    need(tsr[:2] == b"\x30\x82" and len(tsr) == 4 + int.from_bytes(tsr[2:4], "big"), "is not one answer of an authority")
    root = re.findall(PEM, chain)[-1]
    _, token, _ = openssl("ts -reply -in @tsr -token_out", tsr=tsr)  # what is signed: an answer also holds text that nobody signed
    ok, text, _ = openssl("ts -reply -token_in -in @token -text", token=token)
    at = re.findall(rb"(?m)^Time stamp: (\w{3} [ \d]\d \d\d:\d\d:\d\d)(?:\.\d+)?( \d{4} GMT)\r?$", text)
    seconds = ssl.cert_time_to_seconds(b"".join(at[0]).decode()) if ok and len(at) == 1 else -1
    ok, _, said = openssl("ts -verify -data @data -in @tsr -CAfile @root -untrusted @chain -attime %d" % seconds, data=checkpoint(size)[0], tsr=tsr, root=root, chain=chain)
    need(ok and seconds > 0, "does not stamp checkpoint %d: %s" % (size, said))
    _, _, subject = openssl("x509 -noout -subject -nameopt RFC2253,-esc_msb -in @root", root=root)
    digest = sha256(ssl.PEM_cert_to_DER_cert(root.decode()))
    told("stamps", name, size=size, time=seconds, root=digest)
    tell("Checkpoint %d, and every entry before it, existed at %s, says an authority with this root certificate: compare it" % (size, utc(seconds)), "  " + subject, "  SHA-256 " + digest)
    for index, at in logged_at.items():
        if index < size and seconds < at - SKEW:
            tell("NOTE: that is before entry %d was logged at %s by the collector's clock: one of the two clocks is wrong" % (index, utc(at)))

# 4. The snapshot: a WACZ file, whose every part has the digest that was signed when it was taken.
def inside(z, whole=True):
    """Verifies the digests and the signature inside a WACZ; gives the digest of each file."""
    parts, found = {i.filename: i for i in z.infolist()}, {}
    need(len(parts) == len(z.infolist()) < 10000, "has a file twice, or too many")
    need(sum(i.compress_size for i in z.infolist()) <= os.path.getsize(z.filename) and  # else they overlap, or are a bomb
         sum(i.file_size for i in z.infolist() if i.compress_type) <= LARGE, "unpacks to too much")
    package, digest = [bounded(z.open("datapackage%s.json" % x), SMALL) for x in ("", "-digest")]
    need((digest := json.loads(digest))["hash"] == "sha256:" + sha256(package), "datapackage.json inside is not what was signed")
    resources = json.loads(package)["resources"]
    need(sorted([r["path"] for r in resources] + ["datapackage.json", "datapackage-digest.json"]) == sorted(parts), "files inside are not listed, or listed twice")
    for r in resources:
        found[r["path"]] = sha256(z.open(r["path"]))
        need("sha256:" + found[r["path"]] == r["hash"], "%s inside is not what was listed" % r["path"])
    if whole or "signedData" in digest:
        d, raw = digest["signedData"], base64decode(digest["signedData"]["signature"])
        key = next((k for k in map(read, capture_keys()) if "".join(k.decode().split("\n")[1:-2]) == d["publicKey"]), b"")
        need(key and len(raw) == 96, "is not signed with keys/capture.pub, or what took its place")
        numbers = [int.from_bytes(n, "big") for n in (raw[:48], raw[48:])]  # to be written as DER does
        der = b"".join(b"\2" + bytes([n.bit_length() // 8 + 1]) + n.to_bytes(n.bit_length() // 8 + 1, "big") for n in numbers)
        ok, _, said = openssl("dgst -sha256 -verify @key -signature @sig @text", key=key, sig=b"\x30" + bytes([len(der)]) + der, text=d["hash"].encode())
        need(ok and d["hash"] == digest["hash"], "the signature inside does not hold: " + said)
    return found
def listed(z, page):
    """Reads the index: where the answers lie that are the page's, the best last, and where pictures of it do, with their type."""
    answers, views = [], []
    for _, at, e in (line.split(b" ", 2) for line in io.BytesIO(bounded(z.open("indexes/index.cdx"), SMALL)) if line.strip()):
        e = json.loads(e)
        place = {"file": "archive/" + e["filename"], "offset": int(e["offset"]), "length": int(e["length"])}
        if e["url"] == page["url"]:
            answers.append(((e.get("status") == str(page.get("status")), at.decode() == re.sub(r"\D", "", page["ts"])[:14]), place))
        elif e["url"] == "urn:view:" + page["url"] and e["mime"] in ("image/png", "image/jpeg"):
            views.append((place, e["mime"]))
    best = max([rank for rank, _ in answers], default=None)
    return [place for rank, place in answers if rank == best], views
def record(z, place, kind, url):
    """Reads one WARC record, of a place that the index lists: its head, and the block that follows."""
    need(0 < place["length"] <= LARGE and place["offset"] >= 0, "has a record that is too large")
    with z.open(place["file"]) as f:
        data = (f.seek(place["offset"]), f.read(place["length"]))[1]
    head, _, block = (bounded(gzip.GzipFile(fileobj=io.BytesIO(data)), LARGE) if data[:2] == b"\x1f\x8b" else data).partition(b"\r\n\r\n")
    fields = {k.strip().lower(): v.strip() for k, _, v in (x.partition(":") for x in reversed(head.decode("latin-1").split("\r\n")))}  # as others write them, too
    need(head.startswith(b"WARC/1") and fields["warc-type"].lower() in kind.split(" or ") and fields["warc-target-uri"].strip("<>") == url.strip("<>")
         and 0 <= int(fields["content-length"]) <= len(block), "%s has at %d no %s of %s" % (place["file"], place["offset"], kind, url))
    return fields, block[:int(fields["content-length"])]
def unzip(data, left):  # as far as it goes, or a little more than LEFT; without a beginning of gzip it passes unchanged
    out = [] if data[:2] == b"\x1f\x8b" else [data]
    while left >= 0 and (not out or data[:2] == b"\x1f\x8b"):
        d, rest = zlib.decompressobj(31), io.BytesIO(data)
        while left >= 0 and not d.eof and rest.tell() < len(data):
            out.append(d.decompress(rest.read(65536), left + 1))
            left -= len(out[-1])
        data = d.unused_data + rest.read()
    return b"".join(out)
def unchunk(data):  # of a body that was cut off
    out, size = [], re.compile(rb"\s*([0-9a-fA-F]{1,15})[^\n]{0,999}\n")
    m = size.match(data)
    while m and int(m.group(1), 16):
        at = m.end() + int(m.group(1), 16)
        out.append(data[m.end():at])
        m = size.match(data, at)
    return b"".join(out)
def body(head, block, original, size, sent):
    """What a server sent, without what only packs it; None where Python cannot unpack it."""
    if not head["content-type"].lower().startswith("application/http"):
        return block
    with contextlib.suppress(OSError, EOFError, http.client.HTTPException, zlib.error):
        f = io.BytesIO(block)
        f.readline()
        fields = http.client.parse_headers(f)
        data = unchunk(f.read()) if "chunked" in fields.get("Transfer-Encoding", "").lower() else f.read()
        for coding in [fields.get(x + "Content-Encoding", "").lower() for x in ("", "X-Archive-Orig-")]:  # another archive's copy may be packed twice
            if not sent and coding not in ("", "identity") and sha256(data[:size]) != original:
                if coding not in ("gzip", "x-gzip"):
                    return None
                data = unzip(data, size + size // 8 + SMALL)
        return data
def derived(z, s, folder, logged):
    """Verifies that the text, the original and the screenshot are what the snapshot holds."""
    page = next((p for p in map(json.loads, filter(bytes.strip, io.BytesIO(bounded(z.open("pages/pages.jsonl"), 2 * SMALL)))) if "url" in p), {"url": ""})
    page["url"], text = page["url"].partition("#")[0], page.get("text", "").encode()
    need(read(folder + s["text"]) == text if s["text"] else not text, "the text is not what is inside")
    answers, views = listed(z, page)
    need(bool(s["screenshot"]) == bool(views) and bool(s["original"]) == bool(answers), "the snapshot has more parts, or fewer")
    if s["screenshot"]:
        need((s["view"], "image/" + {"png": "png", "jpg": "jpeg"}[s["screenshot"][-3:]]) in views, "the screenshot's place is none of a picture of the page")
        need(files[folder + s["screenshot"]] == sha256(record(z, s["view"], "resource", "urn:view:" + page["url"])[1]), "the screenshot is not what is inside")
    if s["original"]:
        name, how, payload = folder + s["original"], s["original_as"], logged["payload_sha256"]
        have, size = files[name], os.path.getsize(path(name))
        need(s["main"] in answers, "the place of %s is none of an answer with the page" % name)
        head, block = record(z, s["main"], "response" + " or resource" * ("savedBy" in page), page["url"])
        data = body(head, block, payload, size, how == "sent")
        if how == "sent":  # nothing is logged of this form: it has to be inside, and the logged one must not
            need(data is not None and sha256(data) == have, "%s is not what is inside" % name)
            need(payload not in (have, sha256(body(head, block, payload, size, False) or b"")), "%s can be had as it was logged" % name)
            return tell("%s: as it was sent, not unpacked; its SHA-256 is not the logged payload_sha256" % name)
        need(have == payload, "%s is not what the log's record lists" % name)
        need(data is None or sha256(data[:size if how == "cut" else None]) == have, "%s is not what is inside" % name)
        more = {"": "", "cut": "; that it is cut off there says bundle.json alone"}[how] + ("; Python alone cannot unpack it from the WACZ" if data is None else "")
        tell(*["%s: it has the SHA-256 that was logged%s" % (name, more)] if more else [])
def facts(s, r):
    """Verifies that bundle.json tells of a snapshot what its record does."""
    logged, collector = r["body"], r["body"].get("collector", {})
    need(r["kind"] == "snapshot", "record.json is none of a snapshot")
    for k in ("url", "captured_at", "sha256", "payload_sha256", "bytes", "class", "status", "content_type", "final_url"):
        need(s[k] == logged.get(k, ""), "bundle.json has another %s than record.json" % k)
    for c in s["collector"]:
        need(c["value"] == collector[{"server address": "server_ip", "server certificate": "tls", "rendered by": "browser"}.get(c["name"], c["name"].replace(" ", "_"))], "bundle.json has another %s than record.json" % c["name"])
    for words, whose in (s["copied_from"], logged.get("provenance", {}).get("service", "")), (s.get("saved_by", ""), logged.get("provenance", {}).get("by", "")):
        need(words.startswith(whose) and bool(words) == bool(whose), "bundle.json tells otherwise than record.json whose copy it is")
def custody(name, line, index, logged):
    """Verifies that the records that custody.json lists are in the log."""
    story, last, own, mine, withheld = parse(read(name)), -1, False, set(), 0
    need(story["url"] == logged["url"], "is about another source")
    for e in story["events"]:
        need(e["index"] > last and bool(e["line"]) != bool(e["withheld"]), "event %d is out of order, has no record, or says why it has none" % e["index"])
        last = e["index"]
        included(sha256(e["line"].encode()) if e["line"] else e["record"], last, e["proof"], bundle["log"]["newest"])
        withheld += not e["line"]
        if e["line"]:
            r = json.loads(e["line"])
            need([r["kind"], r["at"], 1] == [e["kind"], e["at"], e["count"]] and r["body"].get("url") in (None, "", logged["url"]), "event %d is not what was logged" % last)
            own = own or last == index and e["line"].encode() == line
            mine |= {(r["body"][k], r["body"][h]) for k, h in (("object", "sha256"), ("chain", "chain_sha256"))[:{"key": 1, "timestamp": 2}.get(r["kind"], 0)]}
    named.update(mine)
    need(own and {(k, files.get(k)) for k in capture_keys()} <= mine, "does not tell of the capture itself, or of keys/capture.pub, or what took its place")
    if withheld:
        tell("%s: %d records are not shown: that they are in the log is proved, what is told of them is not" % (name, withheld))
def snapshot(s, folder):
    line, wacz, index = read(folder + "record.json"), folder + "snapshot.wacz", s["index"]
    logged = (r := json.loads(line))["body"]
    with check(folder + "entry.tlog-proof"):
        proof, _, note = read(folder + "entry.tlog-proof").partition(b"\n\n")
        version, number, *hashes = proof.decode().split("\n")
        need([version, number] == ["c2sp.org/tlog-proof@v1", "index %d" % index], "is no proof of entry %d" % index)
        head = checkpoint(s["checkpoint"])[0]  # behind it may be lines of witnesses, which are checked in their own files
        need(note.startswith(head) and re.fullmatch("(?:\u2014 \\S+ \\S+\n)*", note[len(head):].decode()), "ends with another checkpoint, or more")
        need(read(folder + "entry.json") == included(sha256(line), index, hashes, s["checkpoint"]) == included(sha256(line), index, s.get("witness_proof", hashes), s.get("witnessed", s["checkpoint"])), "entry.json is not the record's entry")
    with check(wacz), zipfile.ZipFile(path(wacz)) as z:
        need(files[wacz] == logged["sha256"], "is not the file that the log's record lists")
        warcs.update(inside(z).values())
        derived(z, s, folder, logged)
    with check(folder or "bundle.json"): facts(s, r)
    with check(folder + "custody.json"): custody(folder + "custody.json", line, index, logged)
    logged_at[index] = moment(r["at"])
    tell("Entry %d of the log is %s" % (index, wacz), "  by its record %s at %s from %s" % ("saved by a person (%s)" % s["saved_by"] if s.get("saved_by") else "captured", logged["captured_at"], logged["url"]))
try:  # openssl can do what is needed: an example of RFC 8032, section 7.1 (test 2)
    need("-token_in" in openssl("ts -help")[2], "this openssl has no ts -token_in")
    signed(base64decode("PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="), b"r", base64decode("kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA=="), "this openssl cannot verify Ed25519")
except Fault as e:
    unable(e)
with check("SHA256SUMS"): sums()
with check("bundle.json"):
    bundle = parse(read("bundle.json"))
    need(bundle["version"] == 1, "is of a version that this script does not know")
    need(bundle["log"]["key"] == read("keys/log.pub").decode().strip(), "names another log key than keys/log.pub")
    kinds()
    snapshots = {s["folder"] + "/snapshot.wacz" if s["folder"] else "snapshot.wacz" for s in bundle["snapshots"]}
    need(len(snapshots) == len(bundle["snapshots"]) > 0 and snapshots == {n for n in files if n.endswith("snapshot.wacz")}, "does not tell of each snapshot here, or there is none")
    for s in bundle["snapshots"]:
        with check(s["folder"] or "bundle.json"): snapshot(s, s["folder"] + "/" if s["folder"] else "")
    urls, times = {s["folder"]: s["url"] for s in bundle["snapshots"]}, {s["folder"]: s["captured_at"][:19] for s in bundle["snapshots"]}
    for c in bundle["citations"]:
        need({urls.get(f) for f in (c["snapshot"], c.get("reference")) if f is not None} <= {c["url"]}, "footnote %s cites another source than its snapshot is of" % c["ref"])
        need(c.get("reference") is None or c["reference"] != c["snapshot"] is not None and times[c["reference"]] <= times[c["snapshot"]], "footnote %s is judged by a snapshot that is not older than its newest" % c["ref"])
    if bundle["collection"]:
        with check("collection.wacz"), zipfile.ZipFile(path("collection.wacz")) as z:
            need({v for k, v in inside(z, False).items() if k.startswith("archive/")} <= warcs, "holds what no snapshot holds")
for name in sorted(n for n in files if n.startswith("log/") and not n.endswith(".pem")):
    with check(name):
        {"checkpoints": lambda n: checkpoint(int(n.split("/")[2])), "timestamps": timestamp, "witnesses": witness}[name.split("/")[1]](name)
say(*notes)
total = files.get("SHA256SUMS")
if faults:
    sys.exit(say("", "SHA-256 of SHA256SUMS: %s" % total, "FAILED: %d fault%s. This is not the evidence that was handed out." % (len(faults), "s"[:len(faults) - 1])) or 1)
verdict = "\0  ".join(["and the proofs hold, but these are NOT CHECKED by this script (ML-DSA):"] + unchecked) if unchecked else "and every proof holds."
say("", *"""\
OK: all %s files fit together, %s
No proof covers README.*, nor what bundle.json tells of the report: its claims, quotes and states.

This script cannot know whose keys these are. Compare the key that signed the log
  %s
and the witnesses' keys and authorities' root certificates above with what you know from
elsewhere. That a web site served these pages is the word of the holder of the log's key.

Whether this is what was handed out, only this sum tells, the SHA-256 of SHA256SUMS:
  %s
Compare it with what the sender gave you by another way. Nothing else protects README.*, what bundle.json tells of
the report and of what a browser did and the names that it gives to authorities, which events custody.json lists,
their words, what is told of records not shown, collection.wacz's index and pages, and this script.""".replace("\n", "\0").replace("%s", "{}").format(len(files), verdict, read("keys/log.pub").decode().strip(), total).split("\0"))
