"""Makes the environment in .venv from a lock. Needs nothing but Python itself.

python3 bootstrap.py requirements.lock
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
UV = "uv==0.13.9"
OLDEST = (3, 11)


def main(lock: str) -> None:
    """Install what `lock` names, unless it is there already."""
    if sys.version_info < OLDEST:
        sys.exit("CouncilHub needs Python 3.11 or newer: make run PYTHON=python3.13")
    wanted = stamp_of(lock)
    stamp = VENV / f"{lock}.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not (VENV / "lib" / f"python{version}").exists():
        print(f"Making .venv with Python {version}", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
    print(f"Installing {lock}", flush=True)
    if not (install_with_uv(lock) or install_with_pip(lock)):
        sys.exit(f"Could not install {lock}: see the messages above.")
    stamp.write_text(wanted)


def stamp_of(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + sys.version.encode() + str(VENV).encode()
    return hashlib.sha256(content).hexdigest()


def install_with_uv(lock: str) -> bool:
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*pip, UV]) != 0:
        return False
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--require-hashes"]
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    return (
        subprocess.call([*uv, "--requirement", str(ROOT / lock)], env=environment) == 0
    )


def install_with_pip(lock: str) -> bool:
    print("uv could not install; trying pip", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes"]
    return subprocess.call([*pip, "--requirement", str(ROOT / lock)]) == 0


if __name__ == "__main__":
    main(sys.argv[1])
