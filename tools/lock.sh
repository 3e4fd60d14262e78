# Write the locks from pyproject.toml and package.json: every version and digest, for all platforms,
# and no address. `make lock` calls it; the rows that need not change stay as they are.
groups=$(sed -n '/^\[dependency-groups\]/,/^\[tool/s/^\([a-z]*\) = .*/--group \1/p' pyproject.toml)
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    pyproject.toml $groups --output-file requirements.lock
npm install --package-lock-only --loglevel=error
