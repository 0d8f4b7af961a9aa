"""Makes the environment in .venv from a lock. Needs nothing but Python itself.

python3 bootstrap.py requirements.lock
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
PIP = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
OLDEST = (3, 11)


def main(lock: str) -> None:
    """Install what `lock` names, unless it is there already."""
    if sys.version_info < OLDEST:
        sys.exit("CouncilHub needs Python 3.11 or newer: make run PYTHON=python3.13")
    make_environment()
    wanted, stamp = stamp_of(lock), VENV / f"{lock}.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {lock}", flush=True)
    if not (install_with_uv(lock) or install_with_pip(lock)):
        sys.exit(f"Could not install {lock}: see the messages above.")
    stamp.write_text(wanted)


def make_environment() -> None:
    """Make .venv; anew where it is unfinished or of another Python or place."""
    made = VENV / "made.stamp"
    wanted = f"{sys.version}\n{VENV}"
    if made.exists() and made.read_text() == wanted:
        return
    if find_spec("ensurepip") is None:
        sys.exit("This Python cannot make environments: install python3-venv first.")
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)
    made.write_text(wanted)


def stamp_of(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def install_with_uv(lock: str) -> bool:
    if not install_with_pip("requirements-uv.lock"):
        return False
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--require-hashes"]
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    done = subprocess.call([*uv, "--requirement", str(ROOT / lock)], env=environment)
    if done != 0:
        print("uv could not install; trying pip", flush=True)
    return done == 0


def install_with_pip(lock: str) -> bool:
    return subprocess.call([*PIP, "--require-hashes", "-r", str(ROOT / lock)]) == 0


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on from here.")
