#!/usr/bin/env python3
"""Verifies the folder of evidence that this script lies in.

    python3 -I DIR/verify.py        (-I: so that Python itself runs nothing that lies in DIR)
Needs Python 3.8 and the program openssl 3.0, or later; no network, nothing else.
It changes nothing. Exit code 0: the files fit together and every proof holds; 1: it
says what does not. README.txt says what that proves, and what it does not. Who alters
what nobody signed, and writes SHA256SUMS anew, is found by the SHA-256 of SHA256SUMS
alone, which is printed last: compare it with what the sender gave you by another way.
It believes nothing that it reads: it opens only files that it found in this folder,
and bounds every size.
"""
import sys  # built in; all else comes from Python's own folders, never from the one that is judged, where a hashlib.py may lie
safe = sys.flags.isolated or getattr(sys.flags, "safe_path", False)
sys.path[:] = [p for p in sys.path[0 if safe else 1:] if p.startswith((sys.base_prefix, sys.base_exec_prefix))]
import base64, calendar, contextlib, functools, gzip, hashlib, http.client, io, json, os, re, ssl, stat, subprocess, tempfile, time, zipfile, zlib
HERE = os.path.dirname(os.path.abspath(__file__))
SMALL, LARGE, HUGE = 64 << 20, 1 << 30, 64 << 30  # bytes: of a file that is read whole; of what something unpacks to; of a file, or of all
SKEW = 600  # seconds by which clocks may differ
files, bundle, warcs, faults, notes = {}, {}, set(), [], []  # files: each name in the folder, with its SHA-256; warcs: digests in the snapshots
logged_at, stamped = {}, []  # when each snapshot's record says it was logged, by index; what says when a checkpoint existed

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
def sha256(f, most=HUGE):  # of bytes, or of all that is in an open file
    h = hashlib.sha256()
    for block in [f] if isinstance(f, bytes) else iter(lambda: f.read(1 << 20), b""):
        h.update(block)
        most -= len(block)
        need(most >= 0, "is larger than it was")
    return h.hexdigest()
def told(kind, name, **true):  # bundle.json tells the same of a timestamp, or of a witness's signature
    for t in bundle["log"][kind]:
        need(t["file"] != name or true.items() <= dict(t, time=calendar.timegm(time.strptime(t["time"][:19], "%Y-%m-%dT%H:%M:%S"))).items(), "bundle.json tells otherwise of it")
utc = lambda seconds: time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))

def openssl(*args, **temporary):
    """Runs openssl; "@x" in ARGS stands for a file with the bytes of x."""
    with tempfile.TemporaryDirectory() as d:
        for x, data in temporary.items():
            with open(os.path.join(d, x), "wb") as f:
                f.write(data)
        args = [os.path.join(d, a[1:]) if a[0] == "@" else a for a in ("openssl",) + args]
        r = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return r.returncode == 0, r.stdout.decode("ascii", "replace").strip()

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
    text = read("SHA256SUMS").decode("ascii")
    listed = {line[66:]: line[:64] for line in text.split("\n") if re.match(r"[0-9a-f]{64}  [A-Za-z0-9._/-]+\Z", line)}
    need(sum(size for name, size in files.items() if name in listed) <= HUGE, "lists files of more than %d bytes" % HUGE)
    for name in sorted(set(files) | set(listed)):
        with check(name):
            need(name in files, "is missing, though SHA256SUMS lists it")
            need(name in listed or name == "SHA256SUMS", "is not listed in SHA256SUMS")
            with open(path(name), "rb") as f:
                size, files[name] = files[name], ""
                files[name] = sha256(f, size)
            need(name == "SHA256SUMS" or files[name] == listed[name], "is not the file that SHA256SUMS lists: one of the two was changed")
    need(text == "".join("%s  %s\n" % (listed[n], n) for n in sorted(listed)), "is not written as it was")

def kinds():
    """The files here are those that a bundle has, by bundle.json."""
    want = {"SHA256SUMS", "verify.py", "bundle.json", "README.txt", "README.html", "keys/log.pub", "keys/capture.pub", "log/checkpoints/%d" % bundle["log"]["newest"]}
    want |= {bundle["collection"]} if bundle["collection"] else set()
    for s in bundle["snapshots"]:
        want.add("log/checkpoints/%d" % s["checkpoint"])
        want |= {(s["folder"] + "/" if s["folder"] else "") + n for n in ("snapshot.wacz", "record.json", "entry.json", "entry.tlog-proof", "custody.json",
                 s["original"], s["text"], s["screenshot"]) if n}
    for t in bundle["log"]["stamps"]:
        want |= {t["file"], re.sub(r"\.tsr\Z", ".pem", t["file"])}
    for w in bundle["log"]["cosigned"]:
        want |= {w["file"], "keys/witness-%s.pub" % w["file"].split("/")[-1]}
    for name in sorted(set(files) ^ want):
        with check(name):
            need(name in files, "is missing, by bundle.json")
            need(name in want, "is no part of this bundle, by bundle.json")

# 2. The log: its key signed a checkpoint, and the record is in the tree of that checkpoint.
def public_key(name):
    """Reads a key of signed notes (https://c2sp.org/signed-note): its name, its short hash, its kind and its bytes."""
    owner, short, key64 = re.match(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n\Z", read(name).decode()).groups()
    key = base64.b64decode(key64)
    need(sha256(owner.encode() + b"\n" + key)[:8] == short, "%s does not fit itself" % name)
    return owner, short, key[0], key[1:]
def signed(key, text, signature, what):
    key = bytes.fromhex("302a300506032b6570032100") + key  # Ed25519, as DER writes it
    ok, said = openssl(*"pkeyutl -verify -pubin -inkey @key -keyform DER -rawin -in @text -sigfile @sig".split(), key=key, text=text, sig=signature)
    need(ok, "%s: the signature does not hold: %s" % (what, said))

@functools.lru_cache(None)
def checkpoint(size):
    """Verifies a signed checkpoint (https://c2sp.org/tlog-checkpoint); gives its bytes, its text and the root of the tree."""
    name, (owner, short, kind, key) = "log/checkpoints/%d" % size, public_key("keys/log.pub")
    text, _, signature = read(name).decode().partition("\n\n")
    root = text.split("\n")[2]
    need(text == "%s\n%d\n%s" % (owner, size, root), "%s is none of this log and size" % name)
    blob = base64.b64decode(re.match("\u2014 %s (\\S+)\n\\Z" % re.escape(owner), signature).group(1))
    need(kind == 1 and blob[:4].hex() == short, "%s is not signed by keys/log.pub" % name)
    signed(key, text.encode() + b"\n", blob[4:], name)
    return read(name), text.encode() + b"\n", base64.b64decode(root)

def included(line, index, proof, size):
    """Verifies that the record LINE is entry INDEX of the log (RFC 6962; the steps are those of RFC 9162, section 2.1.3.2)."""
    entry = b'{"v":1,"record":"sha256:' + sha256(line).encode() + b'"}'
    r, a, b = hashlib.sha256(b"\0" + entry).digest(), index, size - 1
    need(0 <= index < size, "the log has no entry %d" % index)
    for h in [base64.b64decode(h) for h in proof]:
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
    size, (owner, short, kind, key) = int(name.split("/")[2]), public_key("keys/witness-%s.pub" % name.split("/")[3])
    need(read(name).startswith(checkpoint(size)[0]), "is of another checkpoint")
    if kind == 6:  # ML-DSA-44, which openssl 3.0 does not know
        return tell("%s is not checked by this script, but by: archiver verify --bundle" % name)
    blob = base64.b64decode(read(name)[len(checkpoint(size)[0]):].split(b" ")[2])
    seconds = int.from_bytes(blob[4:12], "big")
    signed(key, b"cosignature/v1\ntime %d\n" % seconds + checkpoint(size)[1], blob[12:], name)
    told("cosigned", name, size=size, time=seconds)
    for index, at in logged_at.items():
        need(index >= size or seconds >= at - SKEW, "says that it signed entry %d before that was logged" % index)
    tell("Checkpoint %d was cosigned at %s by the holder of this key, which says that it is %s: compare it" % (size, utc(seconds), owner),
         "  " + read("keys/witness-%s.pub" % name.split("/")[3]).decode().strip())

# 3. The time: authorities stamped a checkpoint (RFC 3161).
def timestamp(name):
    size, tsr, chain = int(name.split("/")[2]), read(name), read(name[:-4] + ".pem")
    root = re.findall(rb"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n", chain)[-1]
    ok, text = openssl(*"ts -reply -in @tsr -text".split(), tsr=tsr)
    at = re.findall(r"Time stamp: ?([^\n.]*)[.\d]*( \d{4} GMT)?", text)  # once: an answer also holds text that nobody signed
    seconds = ssl.cert_time_to_seconds("".join(at[0])) if ok and len(at) == 1 else -1
    args = "ts -verify -data @data -in @tsr -CAfile @root -untrusted @chain -attime %d" % seconds
    ok, said = openssl(*args.split(), data=checkpoint(size)[0], tsr=tsr, root=root, chain=chain)
    need(ok and seconds > 0, "does not stamp checkpoint %d: %s" % (size, said))
    _, subject = openssl(*"x509 -noout -subject -nameopt RFC2253,-esc_msb -in @root".split(), root=root)
    told("stamps", name, size=size, time=seconds, root=sha256(ssl.PEM_cert_to_DER_cert(root.decode())))
    tell("Checkpoint %d, and every entry before it, existed at %s, says an authority with this root certificate: compare it" % (size, utc(seconds)),
         "  " + subject, "  SHA-256 " + sha256(ssl.PEM_cert_to_DER_cert(root.decode())))
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
    digest = json.loads(digest)
    need(digest["hash"] == "sha256:" + sha256(package), "datapackage.json inside is not what was signed")
    for r in json.loads(package)["resources"]:
        found[r["path"]] = sha256(z.open(r["path"]))
        need("sha256:" + found[r["path"]] == r["hash"], "%s inside is not what was listed" % r["path"])
    need(set(parts) == set(found) | {"datapackage.json", "datapackage-digest.json"}, "files inside are not listed")
    if whole or "signedData" in digest:
        d, key = digest["signedData"], read("keys/capture.pub")
        raw = base64.b64decode(d["signature"])
        need("".join(key.decode().split("\n")[1:-2]) == d["publicKey"] and len(raw) == 96, "is not signed with keys/capture.pub")
        numbers = [int.from_bytes(n, "big") for n in (raw[:48], raw[48:])]  # to be written as DER does
        der = b"".join(b"\2" + bytes([n.bit_length() // 8 + 1]) + n.to_bytes(n.bit_length() // 8 + 1, "big") for n in numbers)
        sig = b"\x30" + bytes([len(der)]) + der
        ok, said = openssl(*"dgst -sha256 -verify @key -signature @sig @text".split(), key=key, sig=sig, text=d["hash"].encode())
        need(ok and d["hash"] == digest["hash"], "the signature inside does not hold: " + said)
    return found

def record(z, place):
    """Reads one WARC record: its head, and the block that follows."""
    need(0 < place["length"] <= LARGE and place["offset"] >= 0, "has a record that is too large")
    with z.open(place["file"]) as f:
        f.seek(place["offset"])
        packed = io.BytesIO(f.read(place["length"]))  # one gzip member
    head, _, block = bounded(gzip.GzipFile(fileobj=packed), LARGE).partition(b"\r\n\r\n")
    need(head.startswith(b"WARC/1") and block.endswith(b"\r\n\r\n"), "%s has no record at %d" % (place["file"], place["offset"]))
    return head.decode("latin-1") + "\r\n", block[:-4]

def unzip(data, left):  # as far as it goes, or a little more than LEFT; without a beginning of gzip it passes unchanged
    out = [] if data[:2] == b"\x1f\x8b" else [data]
    while left >= 0 and (not out or data[:2] == b"\x1f\x8b"):
        d, rest = zlib.decompressobj(31), io.BytesIO(data)
        for piece in iter(lambda: rest.read(65536), b""):
            out.append(d.decompress(piece, left + 1))
            left -= len(out[-1])
            if d.eof or left < 0:
                break
        data = d.unused_data + rest.read()
    return b"".join(out)

def unchunk(data):  # of a body that was cut off
    out, at = [], 0
    while True:
        m = re.compile(rb"\s*([0-9a-fA-F]{1,15})[^\n]{0,999}\n").match(data, at)
        if not m or not int(m.group(1), 16):
            return b"".join(out)
        at = m.end() + int(m.group(1), 16)
        out.append(data[m.end():at])

def body(head, block, original, size, sent):
    """What a server sent, without what only packs it; None where Python cannot unpack it."""
    if "\r\ncontent-type: application/http" not in head.lower():
        return block
    with contextlib.suppress(OSError, EOFError, http.client.HTTPException, zlib.error):
        r = http.client.HTTPResponse(type("Answer", (), {"makefile": lambda self, mode: io.BytesIO(block)})())
        r.begin()
        try:
            data = r.read()
        except http.client.IncompleteRead as e:
            data = unchunk(block.partition(b"\r\n\r\n")[2]) if r.chunked else e.partial
        for coding in [r.getheader(x + "Content-Encoding", "").lower() for x in ("", "X-Archive-Orig-")]:  # another archive's copy may be packed twice
            if not sent and coding not in ("", "identity") and sha256(data[:size]) != original:
                if coding not in ("gzip", "x-gzip"):
                    return None
                data = unzip(data, size + size // 8 + SMALL)
        return data

def snapshot(s, folder):
    line, wacz, index = read(folder + "record.json"), folder + "snapshot.wacz", s["index"]
    logged = json.loads(line)["body"]
    with check(folder + "entry.tlog-proof"):
        proof, _, note = read(folder + "entry.tlog-proof").partition(b"\n\n")
        version, number, *hashes = proof.decode().split("\n")
        need([version, number] == ["c2sp.org/tlog-proof@v1", "index %d" % index], "is no proof of entry %d" % index)
        need(note.startswith(checkpoint(s["checkpoint"])[0]), "ends with another checkpoint")
        need(read(folder + "entry.json") == included(line, index, hashes, s["checkpoint"]), "entry.json is not the record's entry")
    with check(wacz), zipfile.ZipFile(path(wacz)) as z:
        need(files[wacz] == logged["sha256"], "is not the file that the log's record lists")
        warcs.update(inside(z).values())
        page = next(p for p in map(json.loads, filter(None, bounded(z.open("pages/pages.jsonl"), LARGE).split(b"\n"))) if "url" in p)
        need(not s["text"] or read(folder + s["text"]) == page["text"].encode(), "%s is not what is inside" % s["text"])
        need(not s["screenshot"] or files[folder + s["screenshot"]] == sha256(record(z, s["view"])[1]), "the screenshot is not what is inside")
        if s["original"]:
            name, (head, block) = folder + s["original"], record(z, s["main"])
            how, size = s.get("original_as", ""), os.path.getsize(path(name))
            data = body(head, block, files[name], size, how == "sent")
            need(how == "sent" or files[name] == logged["payload_sha256"], "%s is not what the log's record lists" % name)
            need("\r\nWARC-Target-URI: %s\r\n" % page["url"] in head, "the record of %s is another page's" % name)
            need(data is None or sha256(data[:size if how == "cut" else None]) == files[name], "%s is not what is inside" % name)
            tell(*["%s: it has the SHA-256 that was logged; Python alone cannot unpack it from the WACZ" % name] if data is None else [])
            tell(*["%s: %s" % (name, {"cut": "cut off, as it was logged", "sent": "as it was sent, not unpacked; its SHA-256 is not the logged payload_sha256"}[how])] if how else [])
    with check(folder + "bundle.json" if not folder else folder):
        for k in ("url", "captured_at", "sha256", "payload_sha256", "bytes", "class", "status", "content_type", "final_url"):
            need(s[k] == logged.get(k, ""), "bundle.json has another %s than record.json" % k)
    with check(folder + "custody.json"):
        told, last, own, key = json.loads(read(folder + "custody.json")), -1, False, False
        need(told["url"] == logged["url"], "is about another source")
        for e in told["events"]:
            need(e["index"] > last, "event %d is out of order" % e["index"])
            last = e["index"]
            need(e["line"] or e["withheld"], "event %d has no record" % e["index"])
            if e["line"]:
                r = json.loads(e["line"])
                included(e["line"].encode(), e["index"], e["proof"], bundle["log"]["newest"])
                need([r[k] for k in ("kind", "at")] == [e["kind"], e["at"]] and r["body"].get("url") in (None, "", logged["url"]), "event %d is not what was logged" % e["index"])
                own = own or e["index"] == index and e["line"].encode() == line
                key = key or r["kind"] == "key" and [r["body"].get(k) for k in ("object", "sha256")] == ["keys/capture.pub", files.get("keys/capture.pub")]
        need(own, "does not tell of the capture itself")
        need(key, "does not name keys/capture.pub")
    logged_at[index] = calendar.timegm(time.strptime(json.loads(line)["at"][:19], "%Y-%m-%dT%H:%M:%S"))
    tell("Entry %d of the log is %s" % (index, wacz), "  by its record captured at %s from %s" % (logged["captured_at"], logged["url"]))

with check("SHA256SUMS"):
    sums()
with check("bundle.json"):
    bundle = json.loads(read("bundle.json"))
    need(bundle["version"] == 1, "is of a version that this script does not know")
    need(bundle["log"]["key"] == read("keys/log.pub").decode().strip(), "names another log key than keys/log.pub")
    kinds()
    snapshots = {s["folder"] + "/snapshot.wacz" if s["folder"] else "snapshot.wacz" for s in bundle["snapshots"]}
    need(snapshots and snapshots == {n for n in files if n.endswith("snapshot.wacz")}, "does not tell of each snapshot here, or there is none")
    for s in bundle["snapshots"]:
        with check(s["folder"] or "bundle.json"):
            snapshot(s, s["folder"] + "/" if s["folder"] else "")
    urls = {s["folder"]: s["url"] for s in bundle["snapshots"]}
    for c in bundle["citations"]:
        need(c["snapshot"] is None or urls.get(c["snapshot"]) == c["url"], "footnote %s cites another source than its snapshot is of" % c["ref"])
    if bundle["collection"]:
        with check("collection.wacz"), zipfile.ZipFile(path("collection.wacz")) as z:
            need({v for k, v in inside(z, False).items() if k.startswith("archive/")} <= warcs, "holds what no snapshot holds")
for name in sorted(n for n in files if n.startswith("log/") and not n.endswith(".pem")):
    with check(name):
        {"checkpoints": lambda n: checkpoint(int(n.split("/")[2])), "timestamps": timestamp, "witnesses": witness}[name.split("/")[1]](name)
say(*notes)
total = files.get("SHA256SUMS")
if faults:
    say("", "SHA-256 of SHA256SUMS: %s" % total, "FAILED: %d faults. This is not the evidence that was handed out." % len(faults))
    sys.exit(1)
say("", "OK: all %d files fit together, and every proof holds." % len(files), "", *"""\
This script cannot know whose keys these are. Compare the key that signed the log
  %s
and the keys of witnesses and the root certificates of time authorities named above
with what you know from elsewhere. That a web site served these pages is the word of
whoever holds the log's key.

Whether this is what was handed out, only this sum tells, the SHA-256 of SHA256SUMS:
  %s
Compare it with what the sender gave you by another way. Nothing else protects the
statement (README.*), what bundle.json tells of the report (its claims, quotes and
states), which events custody.json lists and their words, the index and pages of
collection.wacz, and this script.""".replace("\n", "\0").replace("%s", "{}").format(read("keys/log.pub").decode().strip(), total).split("\0"))

# altered
